//! Requests for a person in Polish.

use super::tongue::Tongue;

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "czlowiek(?:iem|a|owi)?|ludzmi|ludzi|osob(?:a|y|e|ie|ą)|kto|ktos|kims|kogos|komus|\
             kogokolwiek|kimkolwiek|kims|\
             konsultant(?:em|a|ka|ke|ki|owi|ow)?|pracowni(?:k|kiem|ka|kowi|ca|czka|czke)|\
             doradc(?:a|e|y|o)|doradca|\
             agent(?:em|a|ke|ka|owi)?|operator(?:em|a|owi)?|przedstawiciel(?:em|a|owi)?|\
             kierowni(?:k|kiem|ka|kowi|czka|czke)|\
             manager(?:em|a|owi)?|menedzer(?:em|a|owi)?|szef(?:em|a|owi)?|przelozon(?:y|ym|ego|\
             emu)|specjalist(?:a|y|e|ka)|\
             ekspert(?:em|a|owi)?|technik(?:iem|a|owi)?|serwisant(?:em|a)?|sprzedawc(?:a|y|e|o)|\
             koleg(?:a|e|i)|kolezank(?:a|e|i)|\
             opiekun(?:em|a|owi)?|recepcjonist(?:a|ka|ke|y)|kims|mechanik(?:iem|a)?|ksiegow(?:a|\
             y|ym|ego)|kadrow(?:a|y)",
        ),
        (
            "desk",
            "(?:biur(?:em|o|a)|dzial(?:em|u|owi)?|zespol(?:em|u|owi)?)(?: [a-z]+){0,2}|\
             obslug(?:a|i|e)(?: klienta)?|infolini(?:a|i|e)|recepcj(?:a|i|e)|\
             wsparci(?:em|a|e)|serwis(?:em|u)?|supportem|centrali?|sekretariat(?:em|u)?|\
             ksiegowosc(?:ia)?|technicznym",
        ),
        ("who", "{soul}|{desk}"),
        (
            "meet",
            "(?:po)?rozmawia(?:c|l|lbym|labym|li)|(?:po)?gada(?:c|nia|nie)|mowic|pogadania|\
             rozmow(?:a|e|y|ic)|porozmawial(?:a|by|bym|abym)?|skontaktowac|kontakt(?:owac|u)?|\
             polaczy(?:c|cie)|polaczeni(?:e|a)|(?:po)?pisac|dogadac|wyjasnic|zalatwic|omowic|\
             czatowac|wymienic|popisac|skontaktowania|porozmawianie|dogadam|pogadam",
        ),
        (
            "pass",
            "przelacz(?:yc|cie|ic)?|przelaczenie|przelaczy(?:c)?|polacz(?:yc|cie)?|polaczy(?:c)?|\
             polaczenie|przekaz(?:ac|cie|anie)?|przekieruj(?:cie)?|przekierowa(?:c|nie)|\
             skieruj(?:cie)?|skierowac|daj(?:cie)?|dac|zawolaj(?:cie)?|zawolac|podlacz(?:yc|\
             cie)?|wezwij|przeslij|przyslij(?:cie)?|eskaluj|eskalowac|dawaj(?:cie)?|\
             skontaktuj(?:cie)?|skontaktowac|\
             poprosz(?:e)?|wolaj(?:cie)?|oddaj(?:cie)?|prosze o",
        ),
        (
            "want",
            "chc(?:e|ialbym|ialabym|emy|ial)|wole|wolalbym|wolalabym|potrzebuj(?:e|emy)|\
             zycze sobie|zadam|moge|mozna|mozliwosc|mozliwe|czy jest|\
             prosze|prosilbym|prosilabym|poprosze|musze|da sie|jak|czy moge|moglbym|moglabym|\
             chetnie|szukam|domagam sie|czy moglbym|niech|bede|zalezy mi",
        ),
        (
            "machine",
            "bot(?:em|a|y|owi|ami)?|robot(?:em|a|y|owi|ami)?|maszyn(?:a|y|e)|\
         automat(?:em|u|y|ami|owi)?|komputer(?:em|a|owi)?|ai|chatbot(?:em|a|owi)?|program(?:em|\
         u)?|sztuczn(?:a|ej) inteligencj(?:a|i|e)",
        ),
        (
            "real",
            "zyw(?:y|ym|ego|a|ej)|prawdziw(?:y|ym|ego|a|ej)|normaln(?:y|ym|ego|a|ej)|\
         realn(?:y|ym|ego|a|ej)|ludzk(?:i|im|a)|konkretn(?:y|ym|a|ego)|inn(?:y|ym|a|ego)",
        ),
    ],
    refusals: &[
        "(?:innej|inna|inny|innemu|innego|inne) (?:osob[a-z]*|czlowiek[a-z]*)",
        "(?:komus|ktos|kogos|kims) inn[a-z]+",
        "rozmawial(?:em|am) z{gap} {who}",
        "nie (?:[^ ,]+ )?(?:potrzebuje|potrzeba|trzeba|chce|musze|wymagam|zycze sobie|\
         ma potrzeby|zalezy mi na){gap} (?:{who}|telefonu|zeby|\
         telefonow)(?: z{gap} {soul})?",
        "(?:bez|zadnych|zadnego|nikogo|nikt){gap} (?:{who}|trzeba{far})",
        "(?:nie|prosze nie) (?:dzwon[a-z]*|lacz[a-z]*|przelacz[a-z]*|przekaz[a-z]*|\
         angazuj[a-z]*){gap}",
        "(?:jesli|gdy|kiedy|zanim|czy rozmowy|rozmowy|rozmawialem|\
         rozmawialam) (?:[^ ,]+ )?(?:{meet}|z){gap} {who}",
        "z (?:moja|moim|zona|mezem|mama|tata|lekarzem|bankiem)",
        "(?:agent|agenta|agentem) (?:nieruchomosci|ubezpieczeniowy)",
    ],
    requests: &[
        "(?:zeby|aby|by) (?:obsluzyl|odpisal|odpowiedzial|przejal|\
         pomogl)[a-z]*(?: [^ ,]+)? {soul}",
        "{want}{gap} pomocy (?:czlowieka|konsultanta|kogos|pracownika|doradcy)",
        "(?:dawac|dajcie|wolac|zawolac|wolajcie|chce){gap} (?:kierownika|czlowieka|szefa|\
         konsultanta|menedzera)",
        "(?:jest|sa|macie)(?: tu| tam| u was)? (?:jakis|jakas|zywy|\
         prawdziwy) (?:czlowiek|konsultant|pracownik|osoba)",
        "{want}{far} {meet}{far} (?:z|ze|do){gap} {who}",
        "{want}{far} (?:z|ze|od|do){gap} {who}{gap} {meet}",
        "{meet}(?: sie)?{gap} (?:z|ze){gap} {who}",
        "(?:z|ze){gap} {real} {soul}",
        "(?:prosze|czy|mozecie|mozesz|moze|mozna|moglby|moglbys|moglibyscie|niech|chce|da sie|o|\
         pan|pani|panstwo){far} (?:mnie |mi |nas )?{pass}(?: mnie| mi| nas)?{gap} (?:z|ze|do|na|\
         o|komus|kogos){gap} ?{who}?",
        "{pass} (?:mnie |mi |nas |to |te |ta |rozmowe |sprawe |czat |natychmiast |juz )*(?:z |\
         ze |do |na |tu )?(?:[^ ,]+ ){0,2}{who}",
        "(?:mnie|mi|nas) {pass}{gap} {who}",
        "{want} (?:sie |tylko |o |z |na |tu |teraz |juz |jakiegos |jakas |zwykly |\
         wreszcie )*(?:{real} )?(?:czlowieka|czlowiekiem|konsultanta|pracownika|doradcy|doradce|\
         osobe|kogos|konsultantem|operatora|kontaktu|sprzedawce|kierownika|menedzera|\
         specjaliste)(?: [^ ,]+)? (?:$|,|z|od|do|kto|ktory|na|a|nie|w)",
        "(?:niech|zeby|aby|czy|moze|prosze zeby|moglby|moglaby|chce zeby|moze|by){far} (?:ktos|\
         {who}){far} (?:zadzwoni[cl]?|oddzwoni[cl]?|odezwie|odezwal|odezwac|odpisze|odpisal|\
         odpowie|odpowiedzial|odpisac|odpowiedziec|wytlumaczy[cl]?|wyjasni[cl]?|\
         przejmie|przejal|przejac|zajmie|zajal|zajac|pomoze|skontaktuje|skontaktowal|\
         skontaktowac|spojrzy|podejdzie|wlaczyc|wlaczy|dolaczy[cl]?|porozmawia[cl]?|obsluzy)",
        "(?:niech|zeby|aby|by|prosze){far} (?:zadzwoni|oddzwoni|odezwie|odpisze|odpowie|\
         wytlumaczy|wyjasni|przejmie|zajmie|skontaktuje|odpowiedzial|\
         zadzwonil)(?: sie)?{gap} (?:ktos|{soul})",
        "(?:zadzwon|oddzwon|zatelefonuj)(?:cie)?(?: prosze)?(?: do)? ?(?:mnie|nas)?|\
         prosze (?:o )?(?:telefon|oddzwonienie|kontakt telefoniczny|zadzwonic|oddzwonic)(?: od|\
         \x20do)?",
        "(?:mozecie|mozesz|moglby|moglibyscie|czy moze){gap} (?:do mnie )?(?:zadzwonic|\
         oddzwonic)",
        "(?:nie (?:chce|z|bede|do)|dosc|dosyc|zamiast|mam dosc|a nie|\
         nie zaden)(?: [^ ,]+){0,4} {machine}",
        "nie (?:zaden |z |jakis |od |do )?{machine}",
        "(?:jest|czy jest|jest tam|macie|ma)(?: [^ ,]+){0,3} (?:{real} (?:{soul}|ktos)|\
         ktos {real}|{soul}(?: ,)? z kim|{soul}(?: ,)? (?:kto|ktory|ktora) (?:moze|mi|mnie|umie|\
         wie))",
        "(?:z kim|do kogo|kto|u kogo){gap} (?:{meet}|moge|mozna|polaczy|dzwonic|zadzwonic|\
         pomoze mi|sie zglosic)",
        "{soul} (?:prosze|poproszę|poprosze|natychmiast|teraz|pilnie|zywy|zywego|na czat|\
         do telefonu|na telefon)",
        "(?:prosze|poprosze|prosic){gap} (?:{soul}|z {who}|do telefonu)",
        "(?:zyw(?:y|ym|ego|a) (?:czlowiek|czlowiekiem|czlowieka|osoba|konsultant|konsultanta|\
         konsultantem)|prawdziw(?:y|ym|ego|a) (?:czlowiek|czlowiekiem|czlowieka|osoba|osobe|\
         konsultant|konsultantem))",
        "(?:kogos|kims|ktos|komus) (?:od was|z was|z obslugi|z zespolu|z dzialu|z biura|\
         z waszych|u was|kompetentnego|kompetentnym|kto sie zna)",
    ],
    bare: &[
        "(?:(?:z|ze|do|na|zywy|zywego|prawdziwy|prawdziwego|zywa|jakis|chce|poprosze|o|rozmowa|\
         kontakt|polacz|ludzki) )*(?:{soul}|infolinia|recepcja|obsluga klienta|\
         biuro obslugi(?: klienta)?)",
    ],
    courtesy: "prosze|poprosze|dziekuje|dzieki|teraz|natychmiast|hej|halo|czesc|dzien|dobry|nie|\
    a|{machine}|ok|juz|no|pilne|pilnie|tak|wreszcie",
    vague: &[
        "(?:jestes|czy jestes|to jest|czy to|rozmawiam z|pisze z|czy pan|\
         z kim rozmawiam){far} (?:{machine}|czlowiek(?:iem)?|osoba)",
        "(?:jest|halo)(?: tam| tu)? (?:kto|ktos)",
        "(?:czy )?ktos (?:mi )?(?:moze )?(?:mi )?pomoc",
    ],
    keys: &[
        "czlowiek",
        "czlowiekiem",
        "czlowieka",
        "konsultant",
        "konsultantem",
        "konsultanta",
        "pracownik",
        "pracownikiem",
        "doradca",
        "doradcy",
        "operator",
        "rozmawiac",
        "porozmawiac",
        "polaczyc",
        "polaczcie",
        "przelaczyc",
        "kierownik",
        "osoba",
        "ktos",
        "pogadac",
        "infolinia",
    ],
    ordinary: &[
        "osobe",
        "osoby",
        "pracownika",
        "pracowniki",
        "operatora",
        "doradce",
        "konsultantka",
        "osobna",
    ],
};
