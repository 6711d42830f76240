// The texts of the menu, which are fetched with it, in every language.
import type { Translation } from '../../shared/i18n';

export const en = {
  actions: 'What you can do here',
  title: 'Keep this conversation',
  download: 'Download as text',
  mail_to: 'Or have it mailed to',
  mail: 'Mail it',
  sent: 'It is on its way to {to}.',
  file: 'conversation.txt',
  unreachable: 'That did not work. Check your connection and try again.',
};

type Texts = Translation<typeof en>;

const de: Texts = {
  actions: 'Was Sie hier tun können',
  title: 'Unterhaltung aufheben',
  download: 'Als Text herunterladen',
  mail_to: 'Oder per E-Mail an',
  mail: 'Senden',
  sent: 'Sie ist unterwegs an {to}.',
  file: 'unterhaltung.txt',
  unreachable:
    'Das hat nicht geklappt. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
};

const es: Texts = {
  actions: 'Lo que puede hacer aquí',
  title: 'Guardar esta conversación',
  download: 'Descargar como texto',
  mail_to: 'O recibirla por correo en',
  mail: 'Enviar',
  sent: 'Va de camino a {to}.',
  file: 'conversacion.txt',
  unreachable: 'No ha funcionado. Comprueba la conexión e inténtalo de nuevo.',
};

const fr: Texts = {
  actions: 'Ce que vous pouvez faire ici',
  title: 'Garder cette conversation',
  download: 'Télécharger en texte',
  mail_to: 'Ou la recevoir par e-mail à',
  mail: 'Envoyer',
  sent: 'Elle est en route vers {to}.',
  file: 'conversation.txt',
  unreachable: 'Cela n’a pas marché. Vérifiez votre connexion et réessayez.',
};

const ar: Texts = {
  actions: 'ما يمكنك فعله هنا',
  title: 'الاحتفاظ بهذه المحادثة',
  download: 'تنزيلها كنص',
  mail_to: 'أو إرسالها بالبريد إلى',
  mail: 'إرسال',
  sent: 'هي في طريقها إلى {to}.',
  file: 'conversation.txt',
  unreachable: 'لم ينجح ذلك. تحقق من الاتصال وحاول مرة أخرى.',
};

export const MENU: Record<string, Texts> & { en: Texts } = { en, de, es, fr, ar };
