### Ffeiliau y mae pobl yn eu hanfon.

files-title = Lluniau a ffeiliau
files-about = Gallwch anfon lluniau, llythyrau, ffilmiau neu recordiadau sain sy’n dangos beth ddigwyddodd. Gall y bobl sy’n gweithio ar eich achos eu hagor.
files-metadata = Gall llun ddweud ble y cafodd ei dynnu. Pan fydd eraill yn agor eich llun yma, mae hynny wedi’i dynnu allan. Mae’r gwreiddiol yn aros dan glo, rhag ofn y bydd llys ei angen.
files-urgent = Nid oes neb yn edrych ar ffeiliau ar unwaith. Os ydych mewn perygl, ffoniwch 999.
files-choose = Dewiswch lun neu ffeil
files-choose-hint = Llun, PDF, testun, ffilm (MP4) neu sain (MP3). Gall fod hyd at 10 MB.
files-send = Anfon y ffeil hon
files-saved = Mae eich ffeil gennym.
files-yours = Ffeiliau yn eich achos
files-name = Enw
files-size = Maint
files-when = Anfonwyd
files-open-note = Pan fyddwch yn agor ffeil, caiff ei chadw ar y ffôn neu’r cyfrifiadur hwn. Dilëwch hi yno os gallai rhywun arall ddod o hyd iddi.
problem-file-too-large = Mae’r ffeil hon yn rhy fawr
problem-file-too-large-1 = Ni anfonwyd dim. Gallwn gymryd ffeiliau hyd at 10 MB.
problem-file-too-large-2 = Gallwch wneud llun yn llai, neu ffilmio’n fyrrach. Gallwch hefyd ofyn i’ch cyswllt sut i’w rhoi iddynt.
problem-file-too-large-again = Dewis ffeil arall

## beth sydd o’i le ar ffeil

refusal-file-none = Dewiswch ffeil
refusal-file-empty = Dewiswch ffeil nad yw’n wag
refusal-file-large = Dewiswch ffeil o 10 MB neu lai
refusal-file-archive = Ni allwn gymryd ffeiliau zip na dogfennau Word. Anfonwch PDF neu lun ohono yn lle hynny
refusal-file-unknown = Ni allwn gymryd y math hwn o ffeil. Anfonwch lun, PDF, testun, ffilm (MP4) neu sain (MP3)
refusal-file-lies = Nid yw’r ffeil hon yr hyn y mae ei henw yn ei ddweud. Anfonwch hi dan ei henw ei hun, neu fel llun neu PDF
refusal-file-points = Mae’r llun hwn yn rhy fawr i’w agor. Gwnewch ef yn llai, neu tynnwch lun ohono
refusal-file-damaged = Mae’r ffeil hon wedi’i difrodi. Ceisiwch ei chadw eto, neu tynnwch lun ohoni
refusal-file-harmful = Gallai’r ffeil hon niweidio cyfrifiaduron eraill, felly ni allwn ei chymryd
refusal-file-later = Ni allwn gymryd ffeiliau ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen: nid oes dim arall wedi’i golli
refusal-file-most = Rydych wedi anfon cynifer o ffeiliau ag y gall y dudalen hon eu cymryd. Gofynnwch i’ch cyswllt sut i anfon rhagor
