"""The words by which claims are sorted into MUC-4's incident types and roles: general English, nothing learned from its texts."""

from __future__ import annotations

import re

KIDNAP = re.compile(r"kidnap|abduct|hostage|seques|captive", re.IGNORECASE)
HARM = re.compile(r"execut|behead|tortur|murder|massacr|kill|shot|shoot|assassin|attack|rape|beat", re.IGNORECASE)
FIRE = re.compile(
    r"\b(?:burn|torch|arson|fire ?bomb)|set (?:fire|ablaze|on fire)|on fire|in flames|\bfires?\b", re.IGNORECASE
)
BLAST = re.compile(
    r"\bbomb|\bblast|\bexplo[ds]|dynamit|detonat|\bblew|\bblow(?:n|ing)? up|blown|\bmined?\b|-bomb|carbomb",
    re.IGNORECASE,
)
ONE_SIDED = re.compile(r"attack|ambush|raid|assault", re.IGNORECASE)
"""Words of one side's violence, where a claim is of two sides' fighting."""
KILL = re.compile(
    r"kill|murder|assassin|massacr|slay|slain|\bshot|execut|death|\bdead|died|victim|wound|injur", re.IGNORECASE
)
ROB = re.compile(r"\brob|steal|stole|\bloot", re.IGNORECASE)
BY_AIR = re.compile(r"strafe|air ?(?:craft|strike|force|raid)|planes?\b|helicopter", re.IGNORECASE)
WEAPON = re.compile(
    r"\b(?:(?:car|truck|time|petrol|nail|letter|mail)[ -])?bombs?\b|\bcar-?bombs?\b|\bfirebombs?\b"
    r"|\bdynamite(?: (?:charges?|sticks?))?|\bexplosive (?:devices?|charges?)\b|\bexplosives\b|\bmolotov cocktails?"
    r"|\b(?:sub)?machine-?guns?|\b(?:hand )?grenades?(?: launchers?)?|\brockets?(?: launchers?)?|\bmortars?\b|\brifles?"
    r"|\bak-?47s?|\bm-?16s?(?: rifles?)?|\brpg(?:-\d)?s?\b|\bpistols?\b|\b(?:assault|automatic) weapons\b|\bmissiles?\b"
    r"|\bbooby traps?|\bland ?mines?\b|\bmachetes?\b|\bknives\b|\bknife\b|\bfirearms?\b",
    re.IGNORECASE,
)
THINGS = frozenset(
    "airport airplane aircraft ambulance apartment aqueduct bank bar base boat branch bridge building bus cafe cafeteria camp car"
    " cathedral center centre chapel checkpoint church cinema club company consulate convent court courthouse crop dam door"
    " embassy establishment exchange facility factory farm ferry field firm garage gate hall headquarters helicopter highway"
    " home hospital hotel house hut infrastructure installation institute institution jeep kiosk laboratory library line locomotive"
    " lorry mall mansion market mill mine ministry mosque museum network newspaper office oilfield outpost palace parking"
    " pipe pipeline plane plant pole port post power premises prison property pylon radio railroad railway ranch refinery residence"
    " restaurant road school seat sedan seminary shack shed ship shop site stadium stand station store structure"
    " substation supermarket synagogue tank tanker taxi telephone temple terminal theater theatre tower track tractor train transformer"
    " transmitter transport transportation truck tunnel university van vehicle vessel villa warehouse wharf window"
    " workshop plantation mission barracks garrison jail booth system equipment machinery electricity grid".split()
)
"""Things that are built, driven or owned, in the singular."""
PERSONS = frozenset(
    "accomplice actress actor adolescent agent aide ambassador archbishop architect assassin assistant athlete attorney aunt author baby"
    " bandit bishop bodyguard boy boyfriend brother businessman businesswoman cadet cameraman candidate cardinal carpenter cashier"
    " chairman chauffeur chief child citizen cleric client colleague columnist commissioner companion congressman"
    " constable consul consultant contractor cook correspondent councilman cousin criminal customer daughter dead dealer"
    " deputy director driver editor elder employee executive expert explorer farmworker father fisherman foreigner founder"
    " friend gangster girl girlfriend granddaughter grandfather grandmother grandson guard guest guide gunman heir hitman"
    " husband individual industrialist infant injured inspector instructor intellectual intern judge jurist"
    " king laborer lady landowner lawyer lecturer legislator lieutenant maid major man manager merchant militiaman minor"
    " missionary monsignor mother neighbor nephew newsman newspaperman niece nobody nun nurse official operator orphan other owner painter"
    " parishioner partner passerby patient patrolman peasant pedestrian person pilot poet policeman politician pope"
    " practitioner president priest prince prosecutor psychologist publisher rector reporter representative researcher reverend sailor"
    " salesman scientist seaman secretary senator sergeant servant sister sociologist solicitor someone son specialist"
    " subordinate superintendent supplier supporter survivor suspect sympathizer tailor technician tenant toddler tourist"
    " townspeople trafficker treasurer tutor twin uncle unionist vendor vicar victim watchman widow wife woman worker"
    " workman wounded writer youngster youth subversive ringleader leftist rightist communist".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr doctor father fr sister brother msgr monsignor bishop archbishop cardinal pope general gen colonel col"
    " major maj captain capt lieutenant lt sergeant sgt admiral president senator deputy minister judge justice mayor"
    " governor ambassador engineer professor attorney reverend rev don dona former retired sir vice priest comrade commander"
    " congressman councilman secretary candidate leader director magistrate reporter journalist".split()
)
STATE_BODIES = re.compile(
    r"\b(?:army|armed forces|air force|military|navy|police|government|regime|national guard|security forces|death squads?"
    r"|cartel|mafia)s?$",
    re.IGNORECASE,
)
GENERIC_FOES = frozenset(
    "guerrilla terrorist rebel subversive extremist insurgent guerilla commando militant member".split()
)
"""Words for armed people whose organisation a text may name elsewhere."""
MANY = re.compile(
    r"^(?:attacks|bombings|killings|murders|assassinations|massacres|kidnappings|executions|abductions|explosions|disappearances"
    r"|raids|crimes)$",
    re.IGNORECASE,
)
"""Happenings in general: many at once."""
FOLLOWERS = GENERIC_FOES | frozenset("fighter troop soldier unit column leader commander element detachment".split())
"""Words for people of an organisation that may end its name: "ELN guerrillas"."""
FOES = (GENERIC_FOES - {"member", "militant"}) | frozenset(
    "gunman hitman assailant attacker assassin murderer trafficker kidnapper individual bandit".split()
)
"""People of whom it is plain that they are the ones who did it."""
DOERS = FOLLOWERS | frozenset(
    "man men individual person people gunman hitman assailant attacker assassin murderer killer criminal trafficker sapper"
    " policeman policemen officer lieutenant colonel sergeant captain student youth teenager kidnapper captor bandit thug robber mercenary"
    " paramilitary militiaman group gang squad personnel agent woman subject stranger dealer"
    " accomplice peasant saboteur professional patrol demonstrator extremist rightist leftist".split()
)
"""Those whom a text may name as doing violence."""
BODIES = re.compile(
    r"\b(?:front|army|armies|forces?|movement|command|commando|cartel|liberation|battalion|brigade|police|group|mafia|squads?"
    r"|guard|union|organi[sz]ation|military|navy|government|regime|gang|faction|militia|alliance|power)\b",
    re.IGNORECASE,
)
"""Words in the names of bodies that use force."""
