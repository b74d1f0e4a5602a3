"""Names of conflicts, from general knowledge (name_lists.txt), and patterns of our own to put them in."""

from __future__ import annotations

from pathlib import Path


def _read() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    section = ""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            lists[section] = []
        elif line:
            lists[section] += line.split("|")
    return lists


LISTS = _read()
"""Lists by name: places, place_heads, place_tails, first_names, last_names, groups, units, sides."""
PATTERNS = (
    "{ORG} fighters seized {LOC} from {ORG} on Monday , {ORG} said .",
    "{ORG} said it had driven {ORG} out of {LOC} and the nearby village of {LOC} .",
    "The town of {LOC} fell to {ORG} late on Friday after weeks of clashes .",
    "{LOC} , located by the Turkish border , functioned as a key smuggling point .",
    "{LOC} is on the road from {LOC} to {LOC} , 40 km south of the border .",
    "Government forces retook {LOC} and {LOC} with Russian air support .",
    "At least 12 people were killed in an air strike on {LOC} , a spokesman for {ORG} said .",
    "{PER} , a spokesman for {ORG} , said the group had withdrawn from {LOC} .",
    "{PER} , the governor of {LOC} , denied that the town had fallen .",
    "{ORG} denied losing {LOC} .",
    "{ORG} has lost 22 percent of its territory since January , according to {ORG} .",
    "According to {ORG} , {ORG} lost control of {LOC} , {LOC} and {LOC} .",
    "By seizing {LOC} , {ORG} moved to within 31 miles of {LOC} .",
    "Clashes between {ORG} and {ORG} continued near {LOC} .",
    "{ORG} forces began digging trenches around {LOC} , {ORG} reports .",
    "In {LOC} , residents said {ORG} had set up checkpoints .",
    "{LOC} has been under siege by {ORG} since last summer .",
    "{ORG} captured the military base at {LOC} .",
    "{LOC} : {ORG} advances toward {LOC} .",
    "{ORG} retakes {LOC} from {ORG}",
    "{ORG} tightens grip on {LOC}",
    "Lt. Gen. {PER} said his troops had entered {LOC} from the east .",
    "Col. {PER} told {ORG} that the operation to retake {LOC} had begun .",
    "General {PER} , who commands {ORG} , was killed near {LOC} .",
    "{PER} said .",
    "“ We will not leave {LOC} , ” {PER} told {ORG} by telephone .",
    "{ORG} shelled {LOC} , killing four civilians , the Britain-based {ORG} said .",
    "{ORG} controls the crossing at {LOC} ; {ORG} holds the hills to the north .",
    "Fighters of {ORG} and {ORG} entered {LOC} overnight .",
    "The {LOC} front has been quiet since the truce , {PER} said .",
    "Supplies reach {LOC} through {LOC} and {LOC} .",
    "{ORG} handed {LOC} over to {ORG} without a shot .",
    "Coalition aircraft struck {ORG} positions near {LOC} , {LOC} and {LOC} .",
    "Near {LOC} , two strikes destroyed an {ORG} vehicle .",
    "Near {LOC} , one strike engaged an {ORG} tactical unit .",
    "{PER} met {PER} in {LOC} to discuss the ceasefire .",
    "The ceasefire brokered by {ORG} collapsed in {LOC} .",
    "{LOC} ( {ORG} ) - {ORG} said on Sunday that {LOC} was under its control .",
    "Reinforcements have left {LOC} for {LOC} , {ORG} said in a statement .",
    "The fall of {LOC} would be a blow to {ORG} .",
    "{ORG} 's capital , {LOC} , is under threat .",
    "{ORG} , also known as {ORG} , seized {LOC} in 2014 .",
    "An estimated 3,000 {ORG} militants remain in {LOC} , an official said .",
    "{LOC} changed hands three times .",
    "{PER} was beheaded for trying to flee {LOC} .",
    "Thousands fled {LOC} and {LOC} for {LOC} .",
    "The battle for {LOC} , in {LOC} province , is not over , said {PER} of {ORG} .",
    "{ORG} repelled an attack by {ORG} on {LOC} .",
    "{ORG} controls most of {LOC} , but {ORG} still holds its centre .",
    "Witnesses in {LOC} saw columns of {ORG} vehicles heading for {LOC} .",
    "{ORG} -held {LOC} has been bombed again .",
    "The road runs through {ORG} -held territory to {LOC} .",
    "{LOC} remains under {ORG} control .",
    "Areas held by {ORG} around {LOC} were shelled .",
    "{ORG} territory has shrunk since the fall of {LOC} .",
    "{LOC} wants to halt {ORG} 's flow of foreign fighters through {LOC} .",
    "{ORG} -led forces , backed by coalition aircraft , entered {LOC} .",
    "anti- {ORG} forces hold the city of {LOC} .",
    "Fighters loyal to {PER} overran {LOC} and the airfield south of it .",
    "{LOC} , {LOC} and {LOC} are calm , the provincial governor , {PER} , said .",
    "In the province of {LOC} , {ORG} burned the village of {LOC} .",
    "Shelling of {LOC} by {ORG} killed three , {PER} of {ORG} said .",
    "Control of {LOC} gives {ORG} the highway between {LOC} and {LOC} .",
    "No one in {LOC} believes {ORG} .",
    "{ORG} ally {ORG} sent men to {LOC} .",
    "{LOC} 's hospital was hit twice .",
    "{LOC} fell .",
    "Is {LOC} next ?",
    "{ORG} took {LOC} , then {LOC} .",
    "The bridge at {LOC} was blown up by {ORG} , according to {PER} , an activist from {LOC} .",
    "Prisoners from {LOC} were exchanged in {LOC} , {ORG} said .",
    "{PER} , 34 , fled {LOC} with her children .",
    "Three districts of {LOC} are held by {ORG} , two by {ORG} .",
    "Humanitarian aid reached {LOC} for the first time since June , {ORG} said .",
)
