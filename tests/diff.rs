//! Two versions of one article: what is told otherwise is shown, and what was only put otherwise is not.

use std::fs;

use serde_json::Value;

use crate::{command, scratch};

/// The text of an old and of a new version, and what differs: `change: what`, with a star where a correction tells it and a
/// question mark where one gives no figures.
const VERSIONS: &[(&str, &str, &[&str])] = &[
    // Style alone.
    (
        "The storm left 40,000 homes without power on Sunday, the grid operator said. Crews worked through the night to \
        clear fallen trees from the roads around Port Almen.\n\nMayor Ines Marlow called the damage “the worst in twenty \
        years”.",
        "On Sunday the storm left 40,000 homes without power, according to the grid operator. Throughout the night, crews \
        cleared roads around Port Almen of fallen trees.\n\nThe damage was “the worst in twenty years”, said Mayor Ines \
        Marlow.",
        &[],
    ),
    (
        "Twelve miners were rescued after three days underground, the company said. The shaft at Velden is 400 metres deep.",
        "After three days underground, 12 miners have been rescued, the company said. The Velden shaft is 400 meters deep.",
        &[],
    ),
    (
        "Police arrested five people on Friday after the robbery of a bank in Korsk in which €2 million was taken. “They \
        came in through the roof,” said Inspector Jan Holt.",
        "On Friday, police arrested five people after a bank in Korsk was robbed of 2 million euros. \"They came in through \
        the roof,\" Inspector Jan Holt said.",
        &[],
    ),
    (
        "The ministry said unemployment had fallen to 4.2 percent in March from 4.5 percent a year earlier. About 120,000 \
        jobs were added.",
        "Unemployment fell to 4.2% in March from 4.5% a year earlier, the ministry said; some 120,000 jobs were added.",
        &[],
    ),
    (
        "The fire destroyed 14 houses.\n\nIt began in a bakery at 3 a.m., the fire brigade said.\n\nFour people were \
        treated for smoke.",
        "Four people were treated for smoke.\n\nThe fire destroyed 14 houses.\n\nIt began in a bakery at 3 a.m., the fire \
        brigade said.",
        &[],
    ),
    // The same words in another order: who says it is read in one of the two alone.
    (
        "Mayor Ines Marlow told the council of the fire.\n\nThe 28-year-old baker left \u{201c}by the back door,\u{201d} she said, and \
        \u{201c}took the night train.\u{201d} One month after the fire, the bakery is still closed.",
        "Mayor Ines Marlow told the council of the fire.\n\nShe said the 28-year-old baker left \u{201c}by the back door\u{201d} and \
        \u{201c}took the night train.\u{201d} The bakery is still closed, one month after the fire.",
        &[],
    ),
    // A few quoted words, of a clause or of what somebody told.
    (
        "The union called Holt, 53, a \u{201c}reckless dreamer\u{201d} of the port. Marlow told voters she was \u{201c}leaning against the \
        plan,\u{201d} and left.",
        "The union called Holt, 53, a \u{201c}dangerous dreamer\u{201d} of the port. Marlow told voters she was \u{201c}undecided about the \
        plan,\u{201d} and left.",
        &[
            "wording: quoted words: “reckless dreamer”, then “dangerous dreamer”",
            "wording: Marlow, quoted: “leaning against”, then “undecided about”",
        ],
    ),
    // Notes with other labels.
    (
        "The storm left 40,000 homes without power.\n\nCrews worked through the night.",
        "Corrections & Clarifications: An earlier version of this story misstated how many homes were without power. The \
        number is 14,000.\n\nThe storm left 14,000 homes without power.\n\nCrews worked through the night.",
        &["value*: homes: 40,000, then 14,000"],
    ),
    (
        "The storm left 40,000 homes without power.\n\nCrews worked through the night.",
        "The storm left 14,000 homes without power.\n\nCrews worked through the night.\n\nCorrection 4 May 2031: \
        This article originally said that 40,000 homes were without power. It was 14,000.",
        &["value*: homes: 40,000, then 14,000"],
    ),
    // Words in quotation marks that stand in another sentence, or in marks within others.
    (
        "Holt wants to close the yard. He has this spring sharpened his tone towards the union, calling its leaders and \
        members “wreckers of the port.”\n\nThe yard employs 300 people.",
        "Holt still wants to close the yard this spring, and calls its plans “a bad joke.” In recent weeks Holt grew sharper, \
        calling its leaders and members “wreckers of the port.”\n\nThe yard employs 300 people.",
        &["went: date: “He has this spring sharpened his tone” (1 March 2031 to 31 May 2031)", "came: Holt, quoted"],
    ),
    (
        "The authors concede that “with a single survey we cannot prove that the leak ’caused’ these losses in the north”.",
        "The authors concede that “with a single survey we cannot prove that the leak ‘caused’ these losses in the north”.",
        &[],
    ),
    // Figures, days, lengths of time.
    (
        "The quake killed at least 31 people in the town of Asker, rescue officials said. It struck at 4:20 a.m. and \
        measured 6.1.",
        "The quake killed at least 36 people in the town of Asker, rescue officials said. It struck at 4:20 a.m. and \
        measured 6.1.",
        &["value: people killed: at least 31, then at least 36"],
    ),
    (
        "The court sentenced Pavel Orin to nine years in prison on Thursday. The trial lasted six weeks.",
        "The court sentenced Pavel Orin to eight years in prison on Thursday. The trial lasted five weeks.",
        &["value: term: “nine years”, then “eight years”", "value: how long: “six weeks”, then “five weeks”"],
    ),
    // Sources.
    (
        "At least 20 soldiers were killed in the ambush, the defence ministry said.",
        "At least 20 soldiers were killed in the ambush, the rebels said.",
        &["source: soldiers killed: at least 20; defence ministry, then rebels"],
    ),
    (
        "Three children were poisoned at the school, according to the health office. The school was closed.",
        "Three children were poisoned at the school. The school was closed.",
        &["source: children: 3; health office, then no source"],
    ),
    // One source of several claims of a sentence.
    (
        "Crews pulled 14 cows out of the river on 3 May 2031, according to the Velden Courier.",
        "Crews pulled 14 cows out of the river on 3 May 2031, according to Radio Almen.",
        &["source: cows: 14; date: “3 May 2031”; Velden Courier, then Radio Almen"],
    ),
    // A figure and who gives it.
    (
        "The collapse killed 12 workers, the fire brigade said. The shaft was closed.",
        "The collapse killed 15 workers, the prosecutor said. The shaft was closed.",
        &["value: workers killed: 12, then 15", "source: workers killed; fire brigade, then prosecutor"],
    ),
    (
        "Some 300 houses were flooded in Velden. The bridge is closed.",
        "Some 450 houses were flooded in Velden, the fire brigade said. The bridge is closed.",
        &["value: houses: about 300, then about 450", "source: houses; no source, then fire brigade"],
    ),
    // Who says what hangs on no figure.
    (
        "The council voted for the dam in April. Opponents of the plan, however, point out that the village helped the \
        council pay for the school.",
        "The council voted for the dam in April. Councillor Jan Holt, an opponent of the plan, pointed out, however, that the \
        village helped the council pay for the school.",
        &["source: “the village helped the council pay for the school”; Opponents of the plan, then Jan Holt"],
    ),
    (
        "Olaf Brenn left Korsk in 2029, and a cousin of his told the Velden Courier that he would stay away for good. He \
        never did.",
        "Olaf Brenn left Korsk in 2029, and his sister told Radio Almen that he would stay away for good. He never did.",
        &["source: “he would stay away for good”; cousin of his, then his sister"],
    ),
    (
        "According to one person familiar with the talks, Marlow was furious when she heard of the letter. She shouted at \
        her staff, according to the person familiar with the talks.",
        "According to two aides to the mayor, Marlow was furious when she heard of the letter. She shouted at her staff, \
        according to the aides.",
        &[
            "source: “Marlow was furious when she heard of the letter”; one person familiar with the talks, then two aides to the mayor",
            "source: “She shouted at her staff”; person familiar with the talks, then aides",
        ],
    ),
    (
        "The mayor was told of the leak before the vote, according to people close to her. The vote was held all the same.",
        "The mayor was told of the leak before the vote. The vote was held all the same.",
        &["source: “The mayor was told of the leak before the”; people close to her, then no source"],
    ),
    (
        "The old bridge was never inspected after the flood. It is closed.",
        "The old bridge was never inspected after the flood, according to the harbour union. It is closed.",
        &["source: “The old bridge was never inspected after the flood”; no source, then harbour union"],
    ),
    // The same source, put otherwise.
    (
        "Mayor Ines Marlow opened the bridge. Marlow said that the old one would be torn down in the spring.",
        "Mayor Ines Marlow opened the bridge. The mayor said the old one would be torn down in the spring.",
        &[],
    ),
    (
        "Lea Norr, a lawyer for the driver, said that her client took the ruling well, despite the “great deal of spite” he met.",
        "Lea Norr, a lawyer for the driver, said her client took the ruling well, despite the “great deal of spite” he met.",
        &[],
    ),
    // Who says it is no count, and what somebody does is no title.
    ("The bridge is closed.", "The bridge is closed. Three people familiar with the plan said it would stay so.", &[]),
    (
        "The council hired Karl Venn, who led the inquiry and authored the report. The report was late.",
        "The council hired Karl Venn, who led the inquiry and wrote the report. The report was late.",
        &[],
    ),
    // What somebody is, as a title or as a description.
    (
        "The vote was delayed because chairman Olaf Brenn owns a part of the yard.",
        "The vote was delayed because CEO Olaf Brenn owns a part of the yard.\n\nThis story has been corrected to show that Olaf \
        Brenn is the chief executive of the yard, not its chairman.",
        &["value*: words: “chairman”, then “CEO”"],
    ),
    // Quotations.
    (
        "“I did not know about the payments,” Finance Minister Karl Venn told parliament. The inquiry goes on.",
        "“I did not ask about the payments,” Finance Minister Karl Venn told parliament. The inquiry goes on.",
        &["wording: Karl Venn, quoted: “know”, then “ask”"],
    ),
    (
        "“We will leave the table if they go on shelling,” said the envoy, Mira Tell. Talks resume on Monday.",
        "“We will leave the table if they go on shelling,” said the minister, Paul Rask. Talks resume on Monday.",
        &["speaker: envoy, then Paul Rask"],
    ),
    (
        "The harbour was closed for two days. “Nobody was hurt,” said Captain Olaf Brenn.",
        "The harbour was closed for two days.",
        &["went: Olaf Brenn, quoted"],
    ),
    (
        "Her reply was short: “Yes, I will.” Talks resume on Monday, said Mira Tell.",
        "Her reply was short: “Yes, I hope I might.” Talks resume on Monday, said Mira Tell.",
        &["wording: a quotation: “will”, then “hope I might”"],
    ),
    // Corrections.
    (
        "The museum, opened in 1921, drew 300,000 visitors last year. Its director, Lea Norr, said it needed a new roof.",
        "The museum, opened in 1912, drew 300,000 visitors last year. Its director, Lea Norr, said it needed a new \
        roof.\n\nThis article was amended on 3 May 2031. An earlier version said the museum was opened in 1921; it was 1912.",
        &["value*: date: “1921”, then “1912”"],
    ),
    (
        "The plane carried 64 passengers and four crew. It landed at Torsund after two hours.",
        "The plane carried 46 passengers and four crew. It landed at Torsund after three hours.\n\nCorrection: This story \
        has been updated to give the right number of passengers, 46.",
        &["value*: passengers: 64, then 46", "value: how long: “two hours”, then “three hours”"],
    ),
    (
        "The hearing on the dam was held on Thursday night. The judge heard nine farmers.",
        "The hearing on the dam was held on Wednesday morning. The judge heard nine farmers.\n\nCorrection: An earlier version \
        of this story said that the hearing was held on Thursday night. It was on Wednesday morning.",
        &[
            "value*: date: “hearing on the dam was held on Thursday night” (1 May 2031), then “hearing on the dam was held on Wednesday morning” (30 April 2031)",
        ],
    ),
    (
        "Norr reached a new high in the Courier poll (11 percent, up from 9 percent in June) and tied others by Radio Almen \
        (12 percent) and the Gazette (8 percent).",
        "Norr reached a new high in the Courier poll (11 percent, up from 8 percent in June) and tied others by Radio Almen \
        (12 percent) and the Gazette (8 percent).",
        &["value: share: “9 percent”, then “8 percent”"],
    ),
    (
        "The Velden election board had thrown out at least 265 ballots because of that mistake, according to the suit.",
        "The Velden election board had thrown out at least 365 ballots because of that mistake, according to the suit.",
        &["value: ballots: at least 265, then at least 365"],
    ),
    // Notes in other forms, and what they hold is no news of its own.
    (
        "Trucks may carry 46.7 tonnes over the bridge. It was built of steel.",
        "Trucks may carry 46.6 tonnes over the bridge. It was built of steel.\n\nUPDATE: This article has been corrected. Trucks \
        may carry 46.6 tonnes over the bridge, not 46.7.",
        &["value*: weight: “46.7 tonnes”, then “46.6 tonnes”"],
    ),
    (
        "The case is heard on Monday.\n\nMost of the farmers in the case are licensed growers.",
        "The case is heard on Monday.\n\n(This 19 March story corrects paragraph 4 to show that most of the farmers in the case \
        are unlicensed growers)\n\nMost of the farmers in the case are unlicensed growers.",
        &["value*: words: “licensed”, then “unlicensed”"],
    ),
    // A note that gives no figures names the matter, or leaves it open; one on a name is on no figure.
    (
        "The plan would add €300 million to the debt of the harbour. The council votes on Monday.",
        "The plan would add €400 million to the debt of the harbour. The council votes on Monday.\n\nThis story has been \
        updated to correct the auditors' estimate of what the plan would add to the debt.",
        &["value*: money: “€300 million”, then “€400 million”"],
    ),
    (
        "The storm left 40,000 homes without power.\n\nCrews worked through the night.",
        "The storm left 14,000 homes without power.\n\nCrews worked through the night.\n\nThis article was corrected on 4 May 2031.",
        &["value?: homes: 40,000, then 14,000"],
    ),
    (
        "The storm left 40,000 homes without power.\n\nLea Noor leads the crews.",
        "The storm left 14,000 homes without power.\n\nLea Norr leads the crews.\n\nCorrection: An earlier version of this \
        article misspelled the surname of Lea Norr.",
        &["value: homes: 40,000, then 14,000"],
    ),
    // A note with its own date or time, and one that gives the new wording or the matter alone.
    (
        "The council has 14 seats. It meets in the old customs house.",
        "The council has 12 seats. It meets in the old customs house.\n\nCorrection, May 3, 2031: The council has 12 seats.",
        &["value*: seats: 14, then 12"],
    ),
    (
        "The council has 14 seats. It meets in the old customs house.",
        "The council has 12 seats. It meets in the old customs house.\n\nCorrected at 10:15 a.m. to give the right number of \
        seats of the council.",
        &["value*: seats: 14, then 12"],
    ),
    (
        "Olaf Brenn went home early because he had to see the teacher of his sister. He sent a letter.",
        "Olaf Brenn went home early because he had to see the teacher of his cousin. He sent a letter.\n\nClarification 4 May: The \
        teacher whom Brenn saw was his cousin's.",
        &["value*: words: “sister”, then “cousin”"],
    ),
    (
        "The yard laid off its welders last month. The union was not told.",
        "The yard laid off its welders two months ago. The union was not told.\n\nCorrection (4 May 2031): An earlier version of \
        this article said the welders were laid off last month. It was two months ago.",
        &["value*: date: “last month” (April 2031), then “two months ago” (March 2031)"],
    ),
    (
        "The inquiry was led by the Office for Ports and Harbours, which has since been closed.",
        "The inquiry was led by the Ministry of Roads and Bridges, which has since been closed.\n\nCorrection: An earlier version of \
        this story named the Office for Ports and Harbours as the body that led the inquiry.",
        &["value*: words: “Office for Ports and Harbours”, then “Ministry of Roads and Bridges”"],
    ),
    (
        "Karl Venn, who runs the welding hall of the yard, signed the letter. It was sent at noon.",
        "Karl Venn, who runs the paint hall of the yard, signed the letter. It was posted at noon.\n\nCorrection: An earlier version of \
        this story misstated the position of Karl Venn at the yard.",
        &["value*: words: “welding”, then “paint”"],
    ),
    // Times and degrees of which no claim is made.
    (
        "Work on the dam is expected to begin in early June. Farmers often block the road.",
        "Work on the dam is expected to begin in late June. Farmers sometimes block the road.",
        &[
            "value: date: “early June” (1 June 2031 to 16 June 2031), then “late June” (15 June 2031 to 30 June 2031)",
            "value: how often: “often”, then “sometimes”",
        ],
    ),
    (
        "The letters arrived more than a week ago, while the clerks were on strike. The mayor often writes to the farmers. Rain fell \
        last month.",
        "The letters arrived nearly three weeks ago, while the clerks were on strike. The mayor frequently writes to the farmers. \
        Rain fell in the past month.",
        &["value: how long: “more than a week ago”, then “nearly three weeks ago”"],
    ),
    // A source that comes or goes without a figure.
    (
        "The owners held what they said was a private dinner in the lighthouse. Nobody from the council came.",
        "The owners held a private dinner in the lighthouse. Nobody from the council came.",
        &["source: “The owners held a private dinner in the lighthouse”; they, then no source"],
    ),
    (
        "According to a letter to the harbour office, the union wants a new chairman. The office is closed.",
        "According to a letter to the harbour office first obtained by Radio Almen, the union wants a new chairman. The office is \
        closed.",
        &["source: “According to a letter to the harbour office”; no source, then Radio Almen"],
    ),
    (
        "A report seen by the Velden Courier blames the pilot for the loss of the ferry.",
        "A report that the Velden Courier has seen blames the pilot for the loss of the ferry.",
        &[],
    ),
    (
        "The mayor answered a Velden Courier report that twelve clerks had left. She gave no names.",
        "The mayor answered a report that twelve clerks had left. She gave no names.",
        &["source: “The mayor answered a report that twelve clerks had”; Velden Courier, then no source"],
    ),
    (
        "Jan Holt leads the union. The yard will close in autumn, he said, and the cranes will be sold.",
        "Jan Holt leads the union. The yard will close in autumn, and the cranes will be sold.",
        &["source: “The yard will close in autumn, he said, and”; Jan Holt, then no source"],
    ),
    (
        "Jan Holt leads the union. He said the yard would close in autumn and its cranes be sold.",
        "Jan Holt, who leads the union, said the yard would close in autumn and its cranes be sold.",
        &[],
    ),
    // A small word more or less is no source less.
    (
        "Jan Holt leads the union. He described a scene of joy at the yard when the vote was won, on a night of rain on Tuesday.",
        "Jan Holt leads the union. He described a scene of joy at the yard when the vote was won, on a night of rain Tuesday.",
        &[],
    ),
    (
        "Mr. Brenn’s wife, Lena Brenn, had run for the council with the help of the yard.",
        "Brenn’s wife, Lena Brenn, had run for the council with the help of the yard.",
        &[],
    ),
    (
        "Brenn, the chairman of the Velden Port Office, met the farmers. Rain fell.",
        "Brenn, the chairman of the V.P.O., met the farmers. Rain fell.",
        &[],
    ),
    // Two people of one title, an epithet and an office, a part of a figure.
    (
        "The Bishop of Velden, Rt Rev Olaf Brenn, said “we shall keep the doors open all night”. The church was full.",
        "The Bishop of Korsk, Rt Rev Karl Venn, said “we shall keep the doors open all night”. The church was full.",
        &["speaker: Bishop of Velden, then Bishop of Korsk"],
    ),
    (
        "Norr, a key backer of the dam, welcomed the report. Deputy Mayor Jan Holt did not.",
        "Norr, a close backer of the dam, welcomed the report. Deputy Mayor Jan Holt did not.",
        &[],
    ),
    (
        "Norr, the deputy minister for fisheries, praised the report on the dam.",
        "Norr, the junior minister for fisheries, praised the report on the dam.",
        &["value: title: the deputy minister for fisheries, then the junior minister for fisheries"],
    ),
    (
        "The plan would cut the levy from 41.7% to 38% and let owners deduct the first $640,000, the Velden Courier reported.",
        "The plan would cut the levy from 41.7% to 38% and let owners deduct the first $640,000, according to a clerk of the council.",
        &[
            "source: share: “levy from 41.7% to 38%”; share: “41.7% to 38%”; money: “the first $640,000”; Velden Courier, then clerk of the council",
        ],
    ),
    // More of a quotation.
    (
        "“It is a good day for every farmer in the valley,” Lea Norr said. The vote was close.",
        "“It is a good day for every farmer in the valley,” Lea Norr said. “Nobody gave up, and nobody was left behind.” The vote was close.",
        &["wording: Lea Norr, quoted: “Nobody gave up and nobody was left behind” added"],
    ),
    // Notes of an update that give the old value, or that say when what was corrected.
    (
        "Holt earned €900 a week at the yard. The union knew of it.",
        "Holt earned €1,200 a week at the yard. The union knew of it.\n\nThis story was updated to reflect that the yard paid Holt \
        €1,200 a week, not €900.",
        &["value*: money: “€900 a week”, then “€1,200 a week”"],
    ),
    (
        "The clerks, Olaf Brenn and Karl Venn, deny it. The council is closed.\n\n--This story was updated at 9:40 a.m.",
        "The clerks, Olaf Brenn and Jonas Venn, deny it. The council is closed.\n\n--This story was updated at 9:40 a.m. and corrected \
        at 2:05 p.m. to fix the first name of the clerk Jonas Venn.",
        &["value*: words: “Karl Venn”, then “Jonas Venn”"],
    ),
    // What is wanted, read to run on to who says it.
    (
        "Farmers there have said they may sell the new kind of cider that a leading brewer has proposed, said Councillor Jan Holt.",
        "Farmers there have said they may sell the new kind of cider that a leading brewer has proposed, said Councillor Lea Norr.",
        &["source: “Farmers there have said they may sell the new”; Jan Holt, then Lea Norr"],
    ),
    // Words of one meaning for one office, and a rank that is none.
    (
        "Jan Holt, Marlow’s personal attorney, left at noon. A spokesman for the yard said that nobody was hurt in the fire.",
        "Jan Holt, Marlow’s personal lawyer, left at noon. A spokeswoman for the yard said that nobody was hurt in the fire.",
        &[],
    ),
    (
        "Jan Holt, Marlow’s former lawyer, left at noon.",
        "Jan Holt, Marlow’s personal attorney, left at noon.",
        &["value: role: former lawyer, then personal attorney"],
    ),
    // Two sources that are named together, and no longer.
    (
        "Some 300 boats were lost over the nine years before the ban, according to Radio Almen and Velden Courier.",
        "Some 300 boats were lost over the nine years before the ban.",
        &["source: boats: about 300; how long: “the nine years”; Radio Almen and Velden Courier, then no source"],
    ),
    // The noun of the clause, and not of the one before.
    (
        "The first rule bars ships from seven ports, and the second cuts the number of trawlers the council will license from 9,000 to 4,000.",
        "The first rule bars ships from seven ports, and the second cuts the number of trawlers the council will license from 7,500 to 4,000.",
        &["value: trawlers: 9,000, then 7,500"],
    ),
    // A name for another, where nothing else is told of it.
    (
        "Lea Norr runs alone and will face the harbour master Olaf Brenn in the vote of the autumn. The polls open at dawn.",
        "Lea Norr runs alone and will face the harbour master Karl Venn in the vote of the autumn. The polls open at dawn.",
        &["value: name: “Olaf Brenn”, then “Karl Venn”"],
    ),
    (
        "The new cranes are built in Velden and shipped by barge. Nobody else bid.",
        "The new cranes are built in Korsk and shipped by barge. Nobody else bid.",
        &["value: name: “Velden”, then “Korsk”"],
    ),
    // One name in two forms, a title more or less, a name for "he".
    (
        "Ships of the U.S. and the UK lie in the bay, where Mr. Holt met the crews. Twice he went aboard.",
        "Ships of the United States and Britain lie in the bay, where Holt met the crews. He went aboard two times.",
        &[],
    ),
    (
        "The Velden Port Office, led by Vice President Olaf Brenn, owns the yard.\n\nVice President Brenn, who has led the talks, \
        said on Tuesday that the clerks were “looking into it”.",
        "The Velden Port Office, led by Vice President Olaf Brenn, owns the yard.\n\nBrenn, who has led the talks, said on Tuesday \
        that the clerks were “looking into it”.",
        &[],
    ),
    (
        "The captain Olaf Brenn told reporters the U.S. has heard of the fire.",
        "The captain Olaf Brenn said to reporters that the United States has heard of the fire.",
        &[],
    ),
    // A figure that no claim reads, and one in another unit.
    (
        "The permit has to be renewed every 90 days until the dam is built. Farmers are paid every week.",
        "The permit has to be renewed every 60 days until the dam is built. Farmers are paid every seven days.",
        &["value: figure: “90 days”, then “60 days”"],
    ),
    // A source that went with its verb, one that is of another country, and hearsay.
    (
        "The map was drawn in a hotel. Farmers argue they were shut out of the talks from the first day.",
        "The map was drawn in a hotel. Farmers were shut out of the talks from the first day.",
        &["source: “were shut out of the talks from the first”; Farmers, then no source"],
    ),
    (
        "The yard carried out what U.S. officials say was a test of the crane.",
        "The yard carried out what British officials say was a test of the crane.",
        &["source: “what British officials say was a test of the”; U.S. officials, then British officials"],
    ),
    (
        "The captain reportedly slept while the ferry ran aground.",
        "The captain slept while the ferry ran aground.",
        &["source: “slept while the ferry ran aground”; reportedly, then no source"],
    ),
    // A word and its opposite, a "not" more.
    (
        "The catch rose in the spring, and the council will allow nets in the northern bay. Brenn wrote to his daughter.",
        "The catch fell in the spring, and the council will not allow nets in the southern bay. Brenn wrote to his son.",
        &[
            "value: words: “rose”, then “fell”",
            "value: words: “northern”, then “southern”",
            "value: title: his daughter, then his son",
        ],
    ),
    (
        "The council will allow nets in the bay. The yard has yet to answer the letter.",
        "The council will not allow nets in the bay. The yard has not answered the letter.",
        &["value: words: “allow”, then “not allow”"],
    ),
    // A quotation put in other words at its place.
    (
        "The mayor came at noon.\n\n“It’s going to stop, or we’ll stop selling them coal,” Jan Holt said.\n\nThe crews went home.",
        "The mayor came at noon.\n\n“It has to stop, or we won’t be giving any coal to them anymore,” Jan Holt said.\n\nThe crews \
        went home.",
        &["wording: Jan Holt, quoted: “stop selling them”, then “not be giving any”; “is going”, then “has”"],
    ),
    (
        "Jan Holt called the plan “reckless” and left at noon. The crews went home.",
        "Jan Holt called the plan “foolish” and left at noon. The crews went home.",
        &["wording: Jan Holt, quoted: “reckless”, then “foolish”"],
    ),
    (
        "The ferry was overloaded. The fire began on the 16th floor of the customs tower.",
        "The ferry was overloaded, police said. The fire began on the 18th floor of the customs tower.",
        &["source: “The ferry was overloaded”; no source, then police", "value: figure: “16th”, then “18th”"],
    ),
    // A note on a day says nothing of money.
    (
        "Olaf Brenn left the council on July 27. The clerks spent €23,000 on lamps for the office of Brenn and the council.",
        "Olaf Brenn left the council on July 11. The clerks spent €28,000 on lamps for the office of Brenn and the council.\n\nThis \
        article has been updated to correct the date on which Olaf Brenn left the council.",
        &[
            "value*: date: “July 27” (27 July 2030), then “July 11” (11 July 2030)",
            "value: money: “€23,000”, then “€28,000”",
        ],
    ),
    // What lies ahead.
    (
        "The storm is expected to hit the northern islands and the bay later on Friday.",
        "The storm is expected to hit the northern islands and the bay early on Saturday.",
        &["value: date: “later on Friday” (2 May 2031), then “Saturday” (3 May 2031)"],
    ),
    // Words of one meaning for what somebody is, wants or does.
    (
        "The big union wants the yard to assist the crews. Some lawmakers from the valley said the plan was dead.",
        "The large union wants the yard to help the crews. Some legislators from the valley said the plan was dead.",
        &[],
    ),
];

#[test]
fn what_is_told_otherwise_is_shown_and_style_is_not() {
    let folder = scratch("diff");
    let mut wrong = Vec::new();
    for (old, new, expected) in VERSIONS {
        for (name, text) in [("old.txt", old), ("new.txt", new)] {
            let text = format!("Report from the coast\n\nPORT ALMEN, 2 May 2031 (Harbour Times) - {text}\n");
            fs::write(folder.join(name), text).expect("scratch is writable");
        }
        let run = command::run(&folder, &["diff", "old.txt", "new.txt", "--format", "json"]);
        let found: Value = serde_json::from_slice(&run.stdout).expect("JSON");
        let told: Vec<String> = found["changes"].as_array().expect("a list").iter().map(line).collect();
        if told != *expected {
            wrong.push(format!("{new}\n  wanted {expected:?}\n  got    {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn line(change: &Value) -> String {
    let word = |key: &str| change[key].as_str().expect("a word").to_owned();
    let noted = match &change["noted"] {
        Value::Bool(true) => "*",
        Value::Null => "?",
        _ => "",
    };
    format!("{}{noted}: {}", word("change"), word("what"))
}
