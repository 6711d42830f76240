//! Requests for a person in Turkish. Its words take their endings by gluing, so stems carry them.

use super::tongue::Tongue;

pub(super) const TONGUE: Tongue = Tongue {
    parts: &[
        (
            "soul",
            "insan[a-z]*|kisi(?:yle|ye|nin|yi|ler)?|bir ?kisiyle|biri(?:si)?(?:ne|ni|yle|nden|\
             sine|siyle|sini)?|birine|biriyle|birini|temsilci[a-z]*|yetkili[a-z]*|\
             operator[a-z]*|danisman[a-z]*|gorevli[a-z]*|calisan[a-z]*|personel[a-z]*|\
             uzman[a-z]*|mudur[a-z]*|yonetici[a-z]*|\
             amir[a-z]*|sef[a-z]*|sorumlu[a-z]*|asistan[a-z]*|arkadas[a-z]*|memur[a-z]*|\
             eleman[a-z]*|satici[a-z]*|teknisyen[a-z]*|kimse[a-z]*|patron[a-z]*|adam[a-z]*|\
             tasinmaz uzmani",
        ),
        (
            "desk",
            "musteri (?:hizmet|temsilci)[a-z]*|canli destek[a-z]*|destek(?:ten|le| ekib[a-z]*|\
         \x20birim[a-z]*)?|cagri merkezi[a-z]*|resepsiyon[a-z]*|ekib[a-z]*|departman[a-z]*|\
         birim[a-z]*|muhasebe[a-z]*|santral[a-z]*|servis(?:le|ten)",
        ),
        ("who", "{soul}|{desk}"),
        (
            "meet",
            "(?:gorus|konus|yazis|iletisim|irtibat|sohbet|cozum|danis|anlat|ulas|temas|dertles|\
             mesajlas|muhatap)[a-z]*",
        ),
        (
            "pass",
            "(?:bagla|aktar|yonlendir|devret|ver|cagir|ulastir|getir|bul|ilet|transfer et|gecir|\
             yolla|gonder)[a-z]*",
        ),
        (
            "want",
            "ist[ie]y?[a-z]*|isterim|istiyom|lazim|gerek(?:iyor|li)|mumkun(?: mu)?|olur mu|\
             var mi|misiniz|musunuz|misin|musun|\
             miyim|muyum|olabilir mi|rica ed[a-z]*|lutfen|tercih eder[a-z]*|talep ed[a-z]*|\
             istemekteyim|isterdim|yok mu|nasil|artik|bana|beni|verin|ver",
        ),
        (
            "machine",
            "(?:ro)?bot[a-z]*|makine[a-z]*|bilgisayar[a-z]*|yapay zeka[a-z]*|\
         chatbot[a-z]*|otomatik[a-z]*|program[a-z]*|yazilim[a-z]*",
        ),
    ],
    refusals: &[
        "(?:baska|diger)(?: bir)? (?:biri[a-z]*|kisi[a-z]*|insan[a-z]*)(?: [^ ,]+)?",
        "{who}{gap} (?:gerek|ihtiyac[a-z]*|lazim) (?:yok|degil)",
        "(?:{who}|{meet}){gap} (?:istemiyor[a-z]*|istemem)",
        "(?:beni|bizi)? ?(?:aramayin|arama|baglamayin|baglama|aktarmayin|yonlendirmeyin|\
         rahatsiz etmeyin)(?: [^ ,]+)?",
        "kimse[a-z]*{gap} (?:yorma[a-z]*|arama[a-z]*|gerek yok|ugrastirma[a-z]*)",
        "{soul}(?: mi| mu)? (?:ile |le )?(?:konusuyorum|yazisiyorum|gorusuyorum|konusmaktayim)",
        "(?:emlak|sigorta|seyahat|gayrimenkul) (?:danisman|uzman|temsilci)[a-z]*",
        "(?:gorustum|konustum|konusmustum|gorusmustum|soyledi|demisti)",
    ],
    requests: &[
        "deste(?:ge|gine|kle) (?:baglan[a-z]*|ulas[a-z]*|bagla[a-z]*|gec[a-z]*)",
        "{who}(?: ile| le| la)?{far} (?:gorusmek|konusmak|yazismak|sohbet etmek|iletisim[a-z]*|\
         irtibat[a-z]*|gorusebil[a-z]*|konusabil[a-z]*|yazisabil[a-z]*|gorusey[a-z]*|\
         konusay[a-z]*|konussam|gorussem|gorustur[a-z]*|konustur[a-z]*|\
         konusmam|gorusmem|konusmay[a-z]*|gorusmey[a-z]*|konusma (?:imkan|sans)[a-z]*|anlatmak|\
         danismak|ulasmak|ulasabil[a-z]*|ulasirim|ulasilir|ulasiliyor|ulasay[a-z]*|baglanmak|\
         baglanabil[a-z]*|muhatap)",
        "{who}{far} (?:bagla(?:yin|r|rmisiniz|yabil[a-z]*|sana|sin|n|yiniz|nmak|nabil[a-z]*|\
         nti)?|baglatin|aktar(?:in|ir|ilmak|abil[a-z]*|ilmasini|iniz|sana|ilsin|ma)?|\
         yonlendir[a-z]*|devred[a-z]*|devret[a-z]*|\
         cagir[a-z]*|verin|verir|ver|versene|verebil[a-z]*|getir[a-z]*|bulun|bulur|iletin|\
         ulastir[a-z]*|gonder(?:in|ir)|transfer)",
        "(?:bagla|aktar|yonlendir|ver|cagir|bul)(?:yin|in|r misiniz|ir misiniz|sana|iniz|yiniz|\
         r misin|ir misin|in bana)?(?: beni| bana| artik| lutfen| su)* (?:{who})",
        "{who}{gap} (?:istiyor[a-z]*|istiyom|isterim|lazim|gerekiyor|gerek|talep ed[a-z]*|\
         rica ed[a-z]*|istemekteyim|ariyorum|yok mu)",
        "(?:gercek|canli|normal|sahici|hakiki) (?:bir |bi )?{soul}{far} (?:{want}|var|yok)",
        "(?:gercek|canli) (?:bir |bi )?(?:insan[a-z]*|kisi[a-z]*|temsilci[a-z]*|biri[a-z]*|\
         destek[a-z]*|operator[a-z]*)",
        "(?:konusabilecegim|gorusebilecegim|yazabilecegim|ulasabilecegim|\
         arayabilecegim){gap} {who}{gap} (?:var|yok)",
        "(?:beni|bizi|bana){gap} (?:ara(?:sin|yin|r|yabil[a-z]*|sinlar|nmasini|sana|yiniz)?|\
         geri ara[a-z]*|donus yap[a-z]*|ulas(?:in|sin|ir)[a-z]*|birin[a-z]* bagla[a-z]*)",
        "{soul}{gap} (?:beni |bana |bizi |benimle |konuyla |sohbeti |su )?(?:arasin|\
         arayabil[a-z]*|arar|ilgilensin|ilgilenebil[a-z]*|devralsin|devralabil[a-z]*|baksin|\
         bakabil[a-z]*|yazsin|cevap versin|cevaplasin|\
         anlatabil[a-z]*|anlatsin|aciklasin|aciklayabil[a-z]*|donsun|gelsin|donebil[a-z]*|\
         yanit versin|yanitlasin|iletisime gec[a-z]*|ulassin|katilsin|girsin|yardim edebil[a-z]*|\
         yardimci olsun)",
        "aranmak istiyor[a-z]*|aranmayi|geri aranma[a-z]*|geri arayin|telefonla ara[a-z]*",
        "{machine}(?: ile| le)?{gap} (?:istemiyor[a-z]*|istemem|konusmak istemi[a-z]*|degil|\
         yeter|bikt[a-z]*|sikildim|olmuyor|ugrasamam|konusmam|bezdim|yetmedi|yeterli olmadi)",
        "(?:kiminle|kimle|kime){far} (?:{meet}|gorus[a-z]*|konus[a-z]*|ulas[a-z]*|basvur[a-z]*)",
        "(?:yok mu|hic mi|var mi) (?:orda |orada |burda |burada )?(?:bir |bi )?(?:insan|yetkili|\
         temsilci|canli)[a-z]*(?: yok)?",
        "(?:insan|yetkili|temsilci|canli biri|gercek biri)[a-z]* (?:yok mu|var mi)",
        "(?:ust|yetkili|sorumlu)(?: duzey| seviye)? (?:birini|biriyle|birine|kisiyle|kisiye|\
         mercii)[a-z]*",
        "{soul} (?:lutfen|hemen|acil|istiyorum|lazim|verin|baglayin)",
        "(?:canli|insan) (?:destek|destegi|temsilci|yardim)[a-z]*",
    ],
    bare: &["(?:(?:bir|bi|canli|gercek|bana|beni|musteri|insan|yetkili) )*(?:{soul}|\
         {desk})(?: (?:istiyorum|lazim|verin|baglayin|bagla|ver|var mi))?"],
    courtesy: "lutfen|acil|hemen|simdi|merhaba|selam|tesekkurler|hayir|degil|{machine}|artik|ya|\
    yeter|evet|tamam|once|ama|abi|hocam|iyi|gunler",
    vague: &[
        "(?:bot|robot|insan|makine|yapay zeka|gercek)[a-z]* (?:bir )?(?:[a-z]+ )?(?:musun|misin|\
         misiniz|musunuz|mi|mu)",
        "(?:kimse|biri|birisi) (?:var|yok) (?:mi|mu)",
        "{soul}(?: mi| mu) (?:konusuyorum|yazisiyorum|gorusuyorum)",
    ],
    keys: &[
        "insan",
        "insanla",
        "temsilci",
        "temsilciyle",
        "temsilciye",
        "yetkili",
        "yetkiliyle",
        "biriyle",
        "birine",
        "gorusmek",
        "konusmak",
        "istiyorum",
        "baglayin",
        "aktarin",
        "operator",
        "danisman",
        "musteri",
        "hizmetleri",
        "yonlendirin",
        "destek",
        "uzmana",
    ],
    ordinary: &["istiyoruz", "konusma", "gorusme", "birinde"],
};
