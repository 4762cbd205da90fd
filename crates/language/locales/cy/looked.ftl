### Pwy sydd wedi gweld gwybodaeth dioddefwr: brawddeg ar gyfer pob person, diwrnod a math o weithred.

looked-who = { $name } ({ $role }, { $organisation })
looked-somebody = { $a-role }
looked-somebody-of = { $a-role } ({ $organisation })
looked-acts-for-you = { $name }, sy’n gweithredu ar eich rhan,

looked-case = eich achos
looked-part-victim-details = eich cyfeiriad a’ch rhifau ffôn
looked-part-contact-content = yr hyn a ddywedwyd wrthych
looked-part-preferences = sut rydych am i ni gysylltu â chi
looked-part-needs = yr hyn sydd ei angen arnoch
looked-part-support-notes = nodiadau eich gwasanaeth cymorth
looked-part-sharing = pwy gaiff eich gwybodaeth
looked-part-statement = eich datganiad personol

looked-times =
    { $times ->
        [1] {""}
        [2] , ddwywaith
       *[other] , { $times } gwaith
    }
looked-looked = Edrychodd { $who } ar { $what }{ $times }.
looked-found = Gwelodd { $who } eich enw yng nghanlyniadau chwiliad{ $times }.
looked-wrote = Nododd { $who } rywbeth yn eich achos{ $times }.
looked-opened = Agorodd { $who } eich achos er nad yw’n un o’u hachosion nhw{ $times }. Mae goruchwyliwr yn gwirio hyn.
looked-opened-why = Agorodd { $who } eich achos er nad yw’n un o’u hachosion nhw{ $times }. Y rheswm a roddwyd: { $why }. Mae goruchwyliwr yn gwirio hyn.
looked-tried = Ceisiodd { $who } agor eich achos{ $times }, ond ni chaniatawyd hynny.
looked-checked = Gwiriodd { $who } pwy sydd wedi edrych ar eich achos{ $times }.
looked-inspected = Darllenodd { $who } eich achos{ $times } am iddo gael ei ddewis ar hap ar gyfer arolygiad o sut y caiff dioddefwyr eu trin.
looked-kept = Penderfynodd neu gwiriodd { $who } am ba hyd y cedwir eich achos{ $times }.
looked-own = Defnyddiodd { $who } y gwasanaeth hwn{ $times }.
looked-took-copy = Cymerodd { $who } gopi o’ch gwybodaeth oddi yma{ $times }.
looked-got-copy = Gwnaeth { $who } gopi o’ch gwybodaeth, i’w roi i chi{ $times }.
looked-for-defence = Gwnaeth { $who } gopi o rannau o’ch achos ar gyfer yr amddiffyniad{ $times }. Tynnwyd eich cyfeiriad a’r ffyrdd o’ch cyrraedd allan ohono’n gyntaf, a gwiriodd ail berson ef.
looked-you-own = Gwnaethoch chi, neu rywun a oedd wedi mewngofnodi fel chi, ddefnyddio’r gwasanaeth hwn{ $times }.
looked-you-took-copy = Gwnaethoch chi, neu rywun a oedd wedi mewngofnodi fel chi, gymryd copi o’ch gwybodaeth oddi yma{ $times }.
looked-you-tried = Gwnaethoch chi, neu rywun a oedd wedi mewngofnodi fel chi, geisio agor rhywbeth{ $times }, ond ni chaniatawyd hynny.

why-life-at-risk = gallai rhywun fod mewn perygl nawr
why-victim-asks = mae’r dioddefwr yma neu ar y ffôn, ac nid oes modd cyrraedd y rhai sy’n gyfrifol
why-court-today = mae’r achos yn y llys heddiw
why-other = rhywbeth arall

## Beth mae pobl yn ei wneud, yng nghanol brawddeg; a’r un peth i ddechrau un.

role-officer = swyddog heddlu
role-witness-care = swyddog gofal tystion
role-prosecution-liaison = swyddog cyswllt yr erlyniad
role-probation-liaison = swyddog cyswllt dioddefwyr
role-advocate = eiriolwr
role-supervisor = goruchwyliwr
role-oversight = arolygydd neu gomisiynydd
role-victim = dioddefwr
role-representative = cynrychiolydd dioddefwr
role-court = aelod o staff y llys
role-standards = aelod o’r tîm safonau proffesiynol
role-information-governance = aelod o’r tîm llywodraethu gwybodaeth
role-caretaker = gofalwr y gwasanaeth
role-staff = aelod o staff

a-role-officer = swyddog heddlu
a-role-witness-care = swyddog gofal tystion
a-role-prosecution-liaison = swyddog cyswllt yr erlyniad
a-role-probation-liaison = swyddog cyswllt dioddefwyr
a-role-advocate = eiriolwr
a-role-supervisor = goruchwyliwr
a-role-oversight = arolygydd neu gomisiynydd
a-role-victim = dioddefwr
a-role-representative = cynrychiolydd dioddefwr
a-role-court = aelod o staff y llys
a-role-standards = aelod o’r tîm safonau proffesiynol
a-role-information-governance = aelod o’r tîm llywodraethu gwybodaeth
a-role-caretaker = gofalwr y gwasanaeth
a-role-staff = aelod o staff
