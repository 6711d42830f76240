// The texts of the page that a link from a mail opens, in every language.
import type { Translation } from '../../shared/i18n';

export const en = {
  opening: 'Opening the link',
  fresh: 'Your conversation with {workspace}',
  fresh_about: 'It opens in this browser, and you can go on writing there.',
  open: 'Open the conversation',
  used: 'This link was used',
  used_about:
    'It opened the conversation in another browser. A link works in one, so that nobody else can read along.',
  expired: 'This link has expired',
  expired_about: 'Links from mails work for a week.',
  signed_in: 'This conversation is in your account now',
  signed_in_about: 'You have signed in on the site since. Sign in there again: it goes on there.',
  again: 'Mail me a new link',
  asked: 'Look into your mail',
  asked_about:
    'A new link is on its way to the address that had this one, if the conversation is still there.',
  dead: 'This link does not work',
  dead_about:
    'Check that it was copied whole, or write anew on the page where you began the conversation.',
  failed: 'The server cannot be reached',
  failed_about: 'Check your connection and try again.',
  retry: 'Try again',
  slow: 'That was a lot at once. Wait a moment and try again.',
  page: 'Back to the page you came from',
  closed: 'You can close this page now',
};

type Texts = Translation<typeof en>;

const de: Texts = {
  opening: 'Der Link wird geöffnet',
  fresh: 'Ihre Unterhaltung mit {workspace}',
  fresh_about: 'Sie öffnet sich in diesem Browser, und Sie können dort weiterschreiben.',
  open: 'Unterhaltung öffnen',
  used: 'Dieser Link wurde schon benutzt',
  used_about:
    'Er hat die Unterhaltung in einem anderen Browser geöffnet. Ein Link gilt für einen, damit niemand sonst mitliest.',
  expired: 'Dieser Link ist abgelaufen',
  expired_about: 'Links aus E-Mails gelten eine Woche.',
  signed_in: 'Diese Unterhaltung gehört jetzt zu Ihrem Konto',
  signed_in_about:
    'Sie haben sich inzwischen auf der Website angemeldet. Melden Sie sich dort wieder an: Sie geht dort weiter.',
  again: 'Neuen Link per E-Mail',
  asked: 'Sehen Sie in Ihr Postfach',
  asked_about:
    'Ein neuer Link ist unterwegs an die Adresse, die diesen bekam, falls es die Unterhaltung noch gibt.',
  dead: 'Dieser Link funktioniert nicht',
  dead_about:
    'Prüfen Sie, ob er vollständig kopiert wurde, oder schreiben Sie neu auf der Seite, auf der Sie begonnen haben.',
  failed: 'Der Server ist nicht erreichbar',
  failed_about: 'Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  retry: 'Noch einmal versuchen',
  slow: 'Das war viel auf einmal. Warten Sie einen Moment und versuchen Sie es noch einmal.',
  page: 'Zurück zur Seite, von der Sie kamen',
  closed: 'Sie können diese Seite jetzt schließen',
};

const es: Texts = {
  opening: 'Abriendo el enlace',
  fresh: 'Tu conversación con {workspace}',
  fresh_about: 'Se abre en este navegador y puedes seguir escribiendo ahí.',
  open: 'Abrir la conversación',
  used: 'Este enlace ya se usó',
  used_about:
    'Abrió la conversación en otro navegador. Un enlace vale para uno solo, para que nadie más pueda leerla.',
  expired: 'Este enlace ha caducado',
  expired_about: 'Los enlaces de los correos valen una semana.',
  signed_in: 'Esta conversación está ahora en tu cuenta',
  signed_in_about:
    'Desde entonces has iniciado sesión en el sitio. Vuelve a entrar allí: continúa allí.',
  again: 'Enviarme un enlace nuevo',
  asked: 'Mira tu correo',
  asked_about:
    'Un enlace nuevo va de camino a la dirección que recibió este, si la conversación aún existe.',
  dead: 'Este enlace no funciona',
  dead_about: 'Comprueba que se copió entero, o escribe de nuevo en la página donde empezaste.',
  failed: 'No se puede contactar con el servidor',
  failed_about: 'Comprueba la conexión e inténtalo de nuevo.',
  retry: 'Intentar de nuevo',
  slow: 'Eso fue mucho a la vez. Espera un momento e inténtalo de nuevo.',
  page: 'Volver a la página de la que venías',
  closed: 'Ya puedes cerrar esta página',
};

const fr: Texts = {
  opening: 'Ouverture du lien',
  fresh: 'Votre conversation avec {workspace}',
  fresh_about: 'Elle s’ouvre dans ce navigateur, et vous pouvez continuer à y écrire.',
  open: 'Ouvrir la conversation',
  used: 'Ce lien a déjà servi',
  used_about:
    'Il a ouvert la conversation dans un autre navigateur. Un lien vaut pour un seul, afin que personne d’autre ne lise.',
  expired: 'Ce lien a expiré',
  expired_about: 'Les liens des e-mails valent une semaine.',
  signed_in: 'Cette conversation est maintenant dans votre compte',
  signed_in_about:
    'Vous vous êtes connecté au site depuis. Reconnectez-vous là-bas : elle y continue.',
  again: 'M’envoyer un nouveau lien',
  asked: 'Regardez vos e-mails',
  asked_about:
    'Un nouveau lien est en route vers l’adresse qui avait celui-ci, si la conversation existe encore.',
  dead: 'Ce lien ne marche pas',
  dead_about:
    'Vérifiez qu’il a été copié en entier, ou écrivez de nouveau sur la page où vous avez commencé.',
  failed: 'Le serveur est injoignable',
  failed_about: 'Vérifiez votre connexion et réessayez.',
  retry: 'Réessayer',
  slow: 'C’était beaucoup à la fois. Attendez un instant et réessayez.',
  page: 'Retour à la page d’où vous venez',
  closed: 'Vous pouvez fermer cette page',
};

const ar: Texts = {
  opening: 'جارٍ فتح الرابط',
  fresh: 'محادثتك مع {workspace}',
  fresh_about: 'تُفتح في هذا المتصفح ويمكنك متابعة الكتابة فيها.',
  open: 'فتح المحادثة',
  used: 'سبق استخدام هذا الرابط',
  used_about: 'فتح المحادثة في متصفح آخر. يعمل الرابط في متصفح واحد حتى لا يقرأها غيرك.',
  expired: 'انتهت صلاحية هذا الرابط',
  expired_about: 'تعمل روابط الرسائل أسبوعًا.',
  signed_in: 'هذه المحادثة في حسابك الآن',
  signed_in_about: 'سجّلت الدخول إلى الموقع بعد ذلك. سجّل الدخول هناك مجددًا: تستمر المحادثة هناك.',
  again: 'أرسلوا لي رابطًا جديدًا',
  asked: 'انظر في بريدك',
  asked_about:
    'رابط جديد في طريقه إلى العنوان الذي تلقى هذا الرابط إن كانت المحادثة ما زالت موجودة.',
  dead: 'هذا الرابط لا يعمل',
  dead_about: 'تأكد من نسخه كاملًا، أو اكتب من جديد في الصفحة التي بدأت منها.',
  failed: 'تعذر الوصول إلى الخادم',
  failed_about: 'تحقق من الاتصال وحاول مرة أخرى.',
  retry: 'حاول مرة أخرى',
  slow: 'كان ذلك كثيرًا دفعة واحدة. انتظر لحظة وحاول مرة أخرى.',
  page: 'العودة إلى الصفحة التي جئت منها',
  closed: 'يمكنك إغلاق هذه الصفحة الآن',
};

export const BACK: Record<string, Texts> & { en: Texts } = { en, de, es, fr, ar };
