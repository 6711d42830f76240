// The texts of the pages besides the inbox. They come with the first of those pages.
import { account } from './en-account';
import { assistants } from './en-assistants';
import { knowledge } from './en-knowledge';
import { look } from './en-look';
import { mail } from './en-mail';
import { people } from './en-people';
import { setup } from './en-setup';
import { visitors } from './en-visitors';

export const pages = {
  ...account,
  ...assistants,
  ...knowledge,
  ...look,
  ...mail,
  ...people,
  ...setup,
  ...visitors,
};
