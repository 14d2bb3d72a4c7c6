use super::Relation;

/// No word.
pub const NONE: u32 = u32::MAX;

/// A step of the parser (arc-hybrid: Kuhlmann, Gómez-Rodríguez and Satta 2011).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next word goes onto the stack.
    Shift,
    /// The next word becomes the head of the stack's top, which is done.
    Left,
    /// The word below the stack's top becomes its head, and the top is done.
    Right,
}

impl Step {
    /// All of them in the order of their numbers.
    pub const ALL: [Step; 3] = [Step::Shift, Step::Left, Step::Right];
}

/// What is known of a word while its sentence is parsed.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its head; the number of words for the root's, [`NONE`] while it has none.
    pub head: u32,
    /// Its relation to the head.
    pub relation: Relation,
    /// Its first two words from the left and from the right; [`NONE`] where it has fewer.
    pub left: [u32; 2],
    /// The same from the right.
    pub right: [u32; 2],
    /// How many words it has on either side.
    pub count: [u8; 2],
    /// The relations of its words, one bit each.
    pub below: u64,
}

/// A partly parsed sentence. Behind its words stands one more node, the head of the root.
pub struct State {
    /// Words whose head is not known yet, the last one on top.
    pub stack: Vec<u32>,
    /// The next word.
    pub next: u32,
    /// One for each word, and one for the head of the root.
    pub nodes: Vec<Node>,
}

impl State {
    /// The start of a sentence of `words` words.
    pub fn new(words: usize) -> State {
        let node = Node {
            head: NONE,
            relation: Relation::Unknown,
            left: [NONE; 2],
            right: [NONE; 2],
            count: [0; 2],
            below: 0,
        };
        State { stack: Vec::with_capacity(32), next: 0, nodes: vec![node; words + 1] }
    }

    /// The number of words.
    #[inline]
    pub fn words(&self) -> u32 {
        self.nodes.len() as u32 - 1
    }

    /// Whether all words have heads.
    #[inline]
    pub fn done(&self) -> bool {
        self.next == self.words() && self.stack.is_empty()
    }

    /// Whether a step can be made. Only the last word of the stack may become the root.
    #[inline]
    pub fn allows(&self, step: Step) -> bool {
        let at_end = self.next == self.words();
        match step {
            Step::Shift => !at_end,
            Step::Left => self.stack.len() == 1 || (self.stack.len() > 1 && !at_end),
            Step::Right => self.stack.len() > 1,
        }
    }

    /// The head and the word that a step ties together.
    #[inline]
    pub fn arc(&self, step: Step) -> Option<(u32, u32)> {
        let top = *self.stack.last()?;
        match step {
            Step::Shift => None,
            Step::Left => Some((self.next, top)),
            Step::Right => Some((*self.stack.get(self.stack.len().checked_sub(2)?)?, top)),
        }
    }

    /// Makes a step that is allowed.
    #[inline]
    pub fn make(&mut self, step: Step, relation: Relation) {
        let Some((head, word)) = self.arc(step) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        let node = &mut self.nodes[word as usize];
        (node.head, node.relation) = (head, relation);
        let above = &mut self.nodes[head as usize];
        let side = match step {
            Step::Left => &mut above.left,
            _ => &mut above.right,
        };
        // Words come to their head from the inside out.
        *side = [word, side[0]];
        let count = &mut above.count[usize::from(step == Step::Right)];
        *count = count.saturating_add(1);
        above.below |= 1 << relation as u32;
    }

    /// How many arcs of the right tree can no longer be made after a step (the dynamic oracle of Goldberg and Nivre
    /// 2013). `heads` are the right heads, the number of words for the root's.
    pub fn cost(&self, step: Step, heads: &[u32]) -> u32 {
        let waits = |w: u32| w >= self.next;
        let top = self.stack.last().copied();
        let below = self.stack.iter().rev().nth(1).copied();
        let mut lost = 0;
        match step {
            Step::Shift => {
                let word = self.next;
                let head = heads[word as usize];
                lost += u32::from(Some(head) != top && self.stack.contains(&head));
                lost += self.stack.iter().filter(|s| heads[**s as usize] == word).count() as u32;
            }
            Step::Left | Step::Right => {
                let Some(top) = top else { return u32::MAX };
                let head = heads[top as usize];
                lost += match step {
                    Step::Left => u32::from(Some(head) == below || (waits(head) && head != self.next)),
                    _ => u32::from(waits(head)),
                };
                lost += (self.next..self.words()).filter(|w| heads[*w as usize] == top).count() as u32;
            }
        }
        lost
    }
}
