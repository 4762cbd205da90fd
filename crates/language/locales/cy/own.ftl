### Several cases of one person in one account.

cases-title = Eich achosion
cases-about = Mae’r achosion hyn yn eich cyfrif. Rydych yn gweld un ar y tro. Nid oes neb sy’n gweithio ar un ohonynt yn gweld o’r fan hon bod gennych un arall.
cases-chosen = Rydych yn edrych ar hwn.
cases-choose = Edrych ar hwn: { $title }
cases-acts-for = Rydych yn gweithredu dros { $victim }.
cases-reference = Cyfeirnod: { $reference }
cases-add = Ychwanegu achos arall
cases-add-about = Os cawsoch wahoddiad ar gyfer achos arall, teipiwch ei god yma. Yna dim ond un ffordd o fewngofnodi sydd ei hangen arnoch.
cases-added = Wedi’i wneud. Mae’r achos yn eich cyfrif nawr.
cases-head = Rydych yn edrych ar: { $title }
cases-other = Edrych ar achos arall sydd gennych
