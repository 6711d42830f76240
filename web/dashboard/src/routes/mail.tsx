export { MailSettings as MailRoute } from '../features/mail/mail';
