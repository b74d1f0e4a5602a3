"""Words that tell names of places from other names: streets, buildings, bodies, illnesses, ordinary words, people, offices."""

from __future__ import annotations

ROADS = frozenset(
    "road street avenue drive roads streets avenues boulevard lane highway route parkway court circle trail terrace expressway freeway turnpike interstate "
    "motorway st ave blvd rd dr ln hwy pike crossing loop way intersection".split()
)
"""Last words of names of streets."""
BUILDINGS = frozenset(
    "school elementary hospital church cathedral chapel mosque temple synagogue center centre stadium arena dome library hall college "
    "university academy institute apartments mall store station building tower courthouse jail prison hotel inn casino restaurant farm "
    "cemetery homestead club theater theatre museum gallery zoo clinic plaza office headquarters room laboratory lab plant mill "
    "airport base gym gymnasium pavilion market headquarters council department police district league cup conference fund "
    "association party committee commission agency ministry society foundation company corp inc news times post herald tribune".split()
)
"""Last words of names of buildings and bodies, which are no places of a map by themselves."""
ORDINARY = frozenset(
    "church street center centre hall park hospital police college school road home way spring area casino cathedral competition "
    "confederation congress region youth peace holy soul center barn parkway pavilion industry university court commerce justice "
    "human labor force patrol research king constitution royal queen secretary commissioner senior junior health public service "
    "services board bureau pool metro club league cup stadium team company bank credit union family community resident residents man woman boy girl "
    "day night morning week month year spring summer autumn fall winter christmas easter ramadan friday commonwealth delta internet "
    "christian muslim jewish islam romans est pta hiv fda hurricane storm economy energy industry independence liberty hope faith "
    "mercury orange rainbow sun star moon earth world republican democrat democratic progressive sheriff judge mayor governor "
    "act ford honda dodge toyota nissan chevrolet chevy jeep hyundai mazda volkswagen mercedes boeing "
    "lake creek hills heights valley beach springs falls canyon ridge grove forest island bay cove point rock mill mills bend "
    "northwest northeast southwest southeast midway central field green black white brown gray golden silver".split()
)
"""Words that are names of towns somewhere, and nearly always mean something else where they stand alone."""
PHRASES = frozenset(
    {
        "white house",
        "santa claus",
        "supreme court",
        "wall street",
        "red cross",
        "red crescent",
        "big apple",
    }
)
ILLS = frozenset("virus viruses ebolavirus fever disease flu syndrome strain variant $".split())
"""What makes the name before it that of an illness, or of money ("West Nile virus", "US$"): no place."""
FIRMS = frozenset(
    "biotechnology biotech pharmaceuticals pharma laboratories instruments technologies systems industries electronics scientific genomics biosciences "
    "motors airlines airways textiles steel petroleum chemicals capital holdings bancorp bank ltd inc corp llc plc gmbh".split()
)
"""Words of firms: a place's name before one that is written large is the firm's."""
LEARNED = frozenset("times post news herald tribune journal review gazette university college institute school".split())
"""Last words of names of papers and schools, which carry a place's name far from it."""
CIVIC = frozenset(
    "department police council district schools sheriff court courthouse jail board commission commissioners fire office "
    "authority election elections prosecutor government administration municipality hospital".split()
)
"""Words of bodies that are named after the town or county that they serve."""
OFFICES = frozenset(
    "mayor sheriff selectman selectwoman councilman councilwoman councillor councilor councilmember alderman alderwoman police "
    "fire superintendent commissioner governor attorney prosecutor coroner judge trustee supervisor patrolman".split()
)
"""Offices that follow the place they are held in: "Mansfield Mayor", "DuPage Sheriff"."""
PEOPLE = frozenset(
    "man woman boy girl teen teenager couple resident residents native officials police firefighters family families doctor "
    "lawyer businessman students teacher teachers voters councillors lawmaker lawmakers pastor priest motorist driver".split()
)
"""Who is called by where they live: "a Longview woman"."""
