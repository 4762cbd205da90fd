### Beth all fod o’i le ar ffurflen.

refusal-days = Dewiswch y diwrnodau, neu gadewch yr amserau’n wag
refusal-from = Dewiswch o ba amser
refusal-until = Dewiswch tan ba amser
refusal-every-days = Rhowch nifer y diwrnodau, fel 14, neu ei adael yn wag
refusal-every-days-range = Rhaid i nifer y diwrnodau rhwng diweddariadau fod rhwng 1 a 365
refusal-never = Ni all yr un ffordd fod yn un rydych ei heisiau ac yn un na chaiff ei defnyddio byth
refusal-safe-word = Rhaid i’r gair diogel fod yn { $most } nod neu lai
refusal-no-number = Nid oes rhif ffôn symudol gennym ar gyfer negeseuon testun. Dewiswch ffordd arall, neu gofynnwch i’ch person cyswllt gywiro’r manylion
refusal-no-email = Nid oes cyfeiriad e-bost gennym. Dewiswch ffordd arall, neu gofynnwch i’ch person cyswllt gywiro’r manylion
refusal-too-long = Rhaid i hwn fod yn { $most } nod neu lai. Mae ganddo { $length }
refusal-too-long-detail = Rhaid i hwn fod yn { $most } nod neu lai
refusal-day = Rhowch ddiwrnod go iawn, fel 5 3 2026
refusal-time = Rhowch amser, fel 14:30
