### A victim's property: what was taken, damaged, lost or kept as evidence, and where it is.

property-title = Eich eiddo
property-about = Pethau a gafodd eu cymryd, eu difrodi neu eu colli, a phethau y mae’r heddlu’n eu cadw am y gall llys fod eu hangen.
property-none = Nid oes dim ar y rhestr eto.
property-add = Ychwanegu rhywbeth
property-add-about = Bydd rhywun yn edrych ar yr hyn a ychwanegwch o fewn pum diwrnod gwaith. Nid oes rhaid i chi brofi dim yma.
property-what = Beth ydyw?
property-what-hint = Er enghraifft: beic coch, neu fodrwy briodas
property-marks = A oes unrhyw beth y gellir ei adnabod wrtho? (dewisol)
property-marks-hint = Er enghraifft rhif, engrafiad neu grafiad
property-value = Faint yw ei werth, yn fras? (dewisol)
property-state = Beth ddigwyddodd iddo?
property-save-add = Ei ychwanegu at y rhestr
property-save-correct = Cadw’r cywiriad
property-correct = Cywiro hyn
property-correct-title = Cywiro’r hyn y mae’r rhestr yn ei ddweud
property-go-back = Mynd yn ôl heb newid dim
property-added = Diolch. Mae ar eich rhestr nawr. Bydd rhywun yn edrych arno ac yn dweud wrthych beth a wnaed.
property-corrected = Diolch. Mae eich cywiriad ar y rhestr nawr. Bydd rhywun yn edrych arno ac yn dweud wrthych beth a wnaed.
property-listed-as = Ar y dechrau: { $state }
property-is-now = Nawr: { $state }
property-since = Ers { SOFT($day) }
property-marks-are = Marciau: { $marks }
property-value-is = Gwerth tua: { $value }
property-to-check = Bydd rhywun yn edrych ar yr hyn a ddywedoch.
property-found = Yr hyn a ganfuwyd: “{ $words }”
property-said = Yr hyn a ddywedwyd wrthych: “{ $words }”
property-ask = Holi am eich eiddo: { $name }.
property-ask-phone = Holi am eich eiddo: { $name }, ffôn { $phone }.
property-copy = Ers { SOFT($day) }: { $state }.
property-means = Beth mae hyn yn ei olygu

property-at-taken = cafodd ei gymryd
property-at-damaged = cafodd ei ddifrodi
property-at-lost = aeth ar goll
property-at-found = cafodd ei ganfod
property-at-evidence = mae’r heddlu’n ei gadw
property-at-not-needed = nid oes ei angen fel tystiolaeth mwyach
property-at-ready = gallwch ei gasglu
property-at-returned = mae gennych ef yn ôl
property-at-disposed = nid yw yno mwyach

property-at-taken-means = Mae gan rywun ef na ddylai ei gael. Os gwelwch ef ar werth neu os dewch o hyd iddo, peidiwch â cheisio ei gael yn ôl eich hun. Ffoniwch 101.
property-at-damaged-means = Cadwch ef, neu tynnwch luniau ohono, nes i chi wybod a yw’r heddlu neu eich yswiriwr eisiau ei weld.
property-at-lost-means = Os dewch o hyd iddo, dywedwch wrth eich person cyswllt.
property-at-found-means = Bydd eich person cyswllt yn dweud wrthych pryd y gallwch ei gael yn ôl.
property-at-evidence-means = Efallai y bydd ei angen yn y llys. Chi biau ef o hyd. Gallwch ofyn amdano yn ôl pan na fydd ei angen mwyach, ac weithiau cyn hynny.
property-at-not-needed-means = Dylech ei gael yn ôl cyn gynted â phosibl. Bydd eich person cyswllt yn dweud wrthych sut.
property-at-ready-means = Ewch â rhywbeth â’ch enw arno gyda chi pan fyddwch yn ei gasglu. Gall rhywun arall ei gasglu os dywedwch hynny’n gyntaf.
property-at-returned-means = Os nad yw hynny’n iawn, dywedwch wrth eich person cyswllt.
property-at-disposed-means = Os na wnaethoch gytuno i hynny, gallwch ofyn pam, a gallwch gwyno.

refusal-property-what = Rhowch beth ydyw
refusal-property-state = Dewiswch beth ddigwyddodd iddo
refusal-property-long = Rhaid i hyn fod yn 500 nod neu lai
refusal-property-full = Mae’r rhestr yn llawn. Gofynnwch i’ch person cyswllt ychwanegu rhagor
