"""Nouns for sides: members and arms of a force, bodies, people; and the descriptions that each sort of side goes by."""

from __future__ import annotations

from functools import lru_cache

MEMBERS = frozenset(
    [
        "fighter", "militant", "islamist", "separatist", "paramilitary", "vigilante", "gunman", "insurgent", "rebel",
        "guerrilla", "guerilla", "jihadist", "jihadi", "extremist",
        "terrorist", "militiaman", "soldier", "troop", "trooper", "force", "unit", "brigade", "battalion", "division",
        "regiment", "column", "garrison", "commando", "policeman", "gendarme", "officer", "commander", "pilot", "recruit",
        "sniper", "bomber", "attacker", "defender", "raider", "besieger", "man", "men", "element", "member", "partisan",
        "volunteer", "combatant", "mercenary", "serviceman", "recruiter", "operative", "supporter", "loyalist", "affiliate",
        "convoy", "gang", "cell", "position", "target", "checkpoint", "personnel", "squad", "team", "patrol", "faction",
        "wing", "branch", "group", "movement", "militia", "hero", "comrade", "gathering", "infantry", "paratrooper", "marine",
        "sapper", "crew", "vanguard", "contingent", "stronghold", "leader", "leadership", "banner", "forces", "warrior",
        "deserter", "defector", "guard", "bodyguard", "assailant", "perpetrator", "kidnapper", "captor", "militias"
    ]
)
"""Members and parts of a side: "Islamic State fighters" are Islamic State."""
ARMS = frozenset(
    [
        "jet", "aircraft", "warplane", "plane", "helicopter", "drone", "artillery", "howitzer", "tank", "warship", "gun",
        "rocket", "missile", "bomber", "airstrike", "strike", "raid", "bombing", "bombardment", "shelling", "bomb",
        "airplane", "airmen", "air", "attack", "offensive", "fire", "barrage", "warhead", "submarine", "frigate", "gunship",
        "fighter-bomber", "intervention", "boat", "gunboat", "speedboat", "gunner"
    ]
)
"""Arms and acts of a side: "US aircraft" are the United States."""
ACTS = frozenset(
    "airstrike strike raid bombing bombardment shelling attack offensive fire barrage intervention air".split()
)
"""Acts among them: "coalition airstrikes" are resolved to the coalition, but it is "coalition" that names the side."""
BODIES = frozenset(
    [
        "group", "organisation", "organization", "alliance", "coalition", "movement", "faction", "party", "government",
        "regime", "authority", "ministry", "council", "agency", "command", "army", "military", "navy", "police", "parliament",
        "militia", "opposition", "junta", "administration", "service", "bloc", "network", "cartel", "gang", "cult",
        "caliphate", "state", "presidency", "judiciary", "court", "committee", "front", "insurgency", "union", "department",
        "monitor", "observatory", "consultancy", "company", "corporation", "institute"
    ]
)
"""Bodies that act as one."""
PEOPLE = frozenset(
    [
        "civilian", "resident", "people", "person", "citizen", "villager", "inhabitant", "refugee", "woman", "child",
        "family", "worker", "prisoner", "captive", "hostage", "detainee", "protester", "demonstrator", "journalist", "doctor",
        "student", "farmer", "driver", "victim", "displaced", "elder", "tribesman", "native", "minority", "community",
        "population", "boy", "girl", "man", "youth", "teacher", "priest", "monk", "passenger", "pilgrim", "official",
        "diplomat", "analyst", "activist", "baker", "trader", "shopkeeper", "relative", "parent", "mother", "father",
        "delegate", "negotiator", "envoy", "witness", "survivor", "inmate", "engineer", "adviser", "advisor", "councillor",
        "judge", "mayor", "governor", "leader", "spokesman", "spokesperson", "spokeswoman", "minister", "president",
        "lawmaker", "colonel", "general", "captain", "source", "opponent", "ally", "backer", "partner", "supporter",
        "follower", "settler", "peacekeeper", "monitor", "observer"
    ]
)
"""People who act, suffer or speak without being a side."""
FORCES_OF_STATE = frozenset(
    [
        "army", "soldier", "troop", "military", "serviceman", "infantry", "paratrooper", "garrison", "conscript"
    ]
)
STATE_BODIES = frozenset(["government", "regime", "authority", "administration", "cabinet"])
NON_STATE = frozenset(
    [
        "militant", "gunman", "insurgent", "jihadist", "jihadi", "extremist", "terrorist", "guerrilla", "rebel", "cult",
        "caliphate", "islamist", "raider", "subversive", "radical", "bandit", "takfiri", "mujahideen", "hardliner", "fanatic",
        "gangster", "killer", "invader", "group", "organisation", "organization", "movement", "insurgency", "separatist"
    ]
)
"""Words for armed sides that are no state."""
RELATIONAL = frozenset(["attacker", "assailant", "raider", "besieger", "kidnapper", "captor"])
"""Words for the side that acts in the violence told before."""
DEFENDING = frozenset(["defender"])
ENEMY = frozenset(["enemy", "foe", "adversary"])
SORTS: dict[str, tuple[str, ...]] = {
    "jihadist": (
        "jihadists", "jihadis", "militants", "extremists", "Islamists", "terrorists", "insurgents", "gunmen", "group",
        "fighters", "militant group", "terrorist group", "extremist group", "jihadist group", "Islamist militants",
        "terror group", "militant organisation", "terrorist organisation", "hardline group", "radicals", "takfiris",
        "Islamist group", "Islamist fighters", "Islamist extremists", "Islamist insurgents", "raiders", "killers",
        "mujahideen", "mujahidin", "mujahedin",
    ),
    "rebel": (
        "rebels", "rebel fighters", "rebel forces", "rebel groups", "insurgents", "fighters", "rebel group", "group",
        "opposition fighters", "rebel movement", "rebel brigades", "rebel factions", "movement", "militants",
    ),
    "militia": ("militia", "militiamen", "militias", "paramilitaries", "fighters", "gunmen", "group", "militia group"),
    "guerrilla": (
        "guerrillas", "rebels", "insurgents", "guerrilla group", "fighters", "group", "militants", "subversives",
        "guerrilla forces", "guerrilla movement", "rebel group", "terrorists", "insurgency", "organisation",
    ),
    "separatist": (
        "separatists", "rebels", "militants", "fighters", "separatist forces", "separatist rebels", "group",
        "separatist group", "insurgents", "separatist fighters", "breakaway republic",
    ),
    "kurdish": (
        "Kurds", "Kurdish fighters", "Kurdish forces", "Kurdish militia", "Kurdish units", "Kurdish troops",
        "fighters", "Kurdish", "Kurdish-led forces",
    ),
    "palestinian": (
        "militants", "Palestinian militants", "group", "fighters", "gunmen", "Palestinian fighters", "terrorists",
        "militant group", "Islamist group", "Palestinian group", "terrorist organisation", "movement",
    ),
}  # fmt: skip
"""Descriptions that entries of one sort share; `sort` in a catalogue file names one of these."""

_IRREGULAR = {
    "men": "man", "gunmen": "gunman", "policemen": "policeman", "militiamen": "militiaman", "tribesmen": "tribesman",
    "women": "woman", "children": "child", "people": "people", "families": "family", "parties": "party", "armies": "army",
    "servicemen": "serviceman", "spokesmen": "spokesman", "aircraft": "aircraft", "forces": "force", "troops": "troop",
    "police": "police", "authorities": "authority", "enemies": "enemy", "agencies": "agency", "allies": "ally",
    "airmen": "airmen", "countries": "country", "cities": "city", "communities": "community", "mercenaries": "mercenary",
    "heroes": "hero", "navies": "navy", "ministries": "ministry", "militias": "militia", "peshmerga": "peshmerga",
}  # fmt: skip


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Return the singular of a noun in lower case, well enough for the nouns of this module."""
    lower = word.casefold().removesuffix("'s").removesuffix("’s").rstrip("'’")
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us")):
        return lower[:-1]
    return lower


def is_plural(word: str) -> bool:
    """Tell whether a noun is one of many: "militants", "gunmen", "police"."""
    lower = word.casefold()
    return singular(lower) != lower or lower in ("people", "police", "aircraft", "peshmerga")
