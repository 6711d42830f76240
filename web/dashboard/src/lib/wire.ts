// The wire types of the dashboard by their short names.
import type { components } from '../../../shared/api';

type Schemas = components['schemas'];

export type {
  Citation,
  Details,
  Done,
  Events,
  FieldKind,
  FromTeammate,
  Given,
  HandoffReason,
  OwnerNow,
  Page,
  Person,
  Problem,
  TeammateCommand,
  ThreadEvent,
  ToTeammate,
  TypingBy,
} from '../../../shared/events';

export type ActionBrief = Schemas['ActionBrief'];
export type ActionFault = Schemas['ActionFault'];
export type ActionSecret = Schemas['ActionSecret'];
export type ActionSecrets = Schemas['ActionSecrets'];
export type ActionState = Schemas['ActionState'];
export type ActionTemplates = Schemas['ActionTemplates'];
export type ActionVersion = Schemas['ActionVersion'];
export type ActionVersions = Schemas['ActionVersions'];
export type ActionView = Schemas['ActionView'];
export type Actions = Schemas['Actions'];
export type Branch = Schemas['Branch'];
export type ButtonPlace = Schemas['ButtonPlace'];
export type Choice = Schemas['Choice'];
export type Consequence = Schemas['Consequence'];
export type Rule = Schemas['Rule'];
export type BackTest = Schemas['BackTest'];
export type RuleChange = Schemas['RuleChange'];
export type RuleHits = Schemas['RuleHits'];
export type RulesView = Schemas['RulesView'];
export type SaveRules = Schemas['SaveRules'];
export type TryRules = Schemas['TryRules'];
export type Condition = Schemas['Condition'];
export type CreateAction = Schemas['CreateAction'];
export type Days = Schemas['Days'];
export type Definition = Schemas['Definition'];
export type Effect = Schemas['Effect'];
export type Field = Schemas['Field'];
export type Header = Schemas['Header'];
export type KnownFrom = Schemas['KnownFrom'];
export type Lookup = Schemas['Lookup'];
export type Method = Schemas['Method'];
export type Operator = Schemas['Operator'];
export type Picked = Schemas['Picked'];
export type PickedKind = Schemas['PickedKind'];
export type RunTaken = Schemas['RunTaken'];
export type Starts = Schemas['Starts'];
export type ActionName = Schemas['ActionName'];
export type FeedPreview = Schemas['FeedPreview'];
export type Priority = Schemas['Priority'];
export type TagApplied = Schemas['TagApplied'];
export type TagColour = Schemas['Colour'];
export type TagPreview = Schemas['TagPreview'];
export type TagsView = Schemas['TagsView'];
export type TagText = Schemas['TagText'];
export type TagView = Schemas['TagView'];
export type SendableActions = Schemas['SendableActions'];
export type ModelProvider = Schemas['ModelProvider'];
export type ModelSettingsView = Schemas['ModelSettingsView'];
export type ModelVerdict = Schemas['ModelVerdict'];
export type ModelView = Schemas['ModelView'];
export type ModelPlace = Schemas['ModelPlace'];
export type ModelsView = Schemas['ModelsView'];
export type BudgetView = Schemas['BudgetView'];
export type CallOutcome = Schemas['CallOutcome'];
export type Price = Schemas['Price'];
export type Prices = Schemas['Prices'];
export type Purpose = Schemas['Purpose'];
export type UsageLine = Schemas['UsageLine'];
export type UsageView = Schemas['UsageView'];
export type GuidanceName = Schemas['GuidanceName'];
export type LengthName = Schemas['LengthName'];
export type LevelEffect = Schemas['LevelEffect'];
export type LevelName = Schemas['LevelName'];
export type LevelView = Schemas['LevelView'];
export type Told = Schemas['Told'];
export type Versions = Schemas['Versions'];
export type VersionView = Schemas['VersionView'];
export type SetUpModel = Schemas['SetUpModel'];
export type TurnView = Schemas['TurnView'];
export type ModelCallView = Schemas['ModelCallView'];
export type RatingView = Schemas['RatingView'];
export type Sites = Schemas['Sites'];
export type SitePages = Schemas['SitePages'];
export type SitePageState = Schemas['SitePageState'];
export type SitePageView = Schemas['SitePageView'];
export type SiteReads = Schemas['SiteReads'];
export type SiteSchedule = Schemas['SiteSchedule'];
export type SiteView = Schemas['SiteView'];
export type SkipReason = Schemas['SkipReason'];
export type Asked = Schemas['Asked'];
export type AskedPassage = Schemas['AskedPassage'];
export type CreateAssistant = Schemas['CreateAssistant'];
export type LanguageName = Schemas['LanguageName'];
export type Learning = Schemas['Learning'];
export type Progress = Schemas['Progress'];
export type RehearsalAt = Schemas['RehearsalAt'];
export type Removed = Schemas['Removed'];
export type RolloutName = Schemas['RolloutName'];
export type StageName = Schemas['StageName'];
export type ToneName = Schemas['ToneName'];
export type TriedPage = Schemas['TriedPage'];
export type VoiceName = Schemas['VoiceName'];
export type Assistants = Schemas['Assistants'];
export type AssistantView = Schemas['AssistantView'];
export type AttributeView = Schemas['AttributeView'];
export type ChangeIdentity = Schemas['ChangeIdentity'];
export type FreshIdentityKey = Schemas['FreshIdentityKey'];
export type IdentityKeyView = Schemas['IdentityKeyView'];
export type IdentityView = Schemas['IdentityView'];
export type ProofNow = Schemas['ProofNow'];
export type ChangeAssistant = Schemas['ChangeAssistant'];
export type ChangeTeammate = Schemas['ChangeTeammate'];
export type ConversationView = Schemas['ConversationView'];
export type HandoffCounts = Schemas['HandoffCounts'];
export type HandoffsView = Schemas['HandoffsView'];
export type HandoffView = Schemas['HandoffView'];
export type Mark = Schemas['Mark'];
export type Packet = Schemas['Packet'];
export type PacketView = Schemas['PacketView'];
export type RuleAsked = Schemas['RuleAsked'];
export type Counts = Schemas['Counts'];
export type Availability = Schemas['Availability'];
export type EmbeddingSettingsView = Schemas['EmbeddingSettingsView'];
export type EmbeddingsView = Schemas['EmbeddingsView'];
export type EmbeddingVerdict = Schemas['EmbeddingVerdict'];
export type SetUpEmbeddings = Schemas['SetUpEmbeddings'];
export type FreshFactor = Schemas['FreshFactor'];
export type HolidayView = Schemas['HolidayView'];
export type HoursNow = Schemas['HoursNow'];
export type HoursView = Schemas['HoursView'];
export type OfficeHours = Schemas['OfficeHours'];
export type PromisesView = Schemas['PromisesView'];
export type KeptView = Schemas['KeptView'];
export type RecoveryCodes = Schemas['RecoveryCodes'];
export type SessionList = Schemas['SessionList'];
export type SessionView = Schemas['SessionView'];
export type SpanView = Schemas['SpanView'];
export type TeamView = Schemas['TeamView'];
export type WorkspaceView = Schemas['WorkspaceView'];
export type FreshLink = Schemas['FreshLink'];
export type InboxRow = Schemas['InboxRow'];
export type InvitationView = Schemas['InvitationView'];
export type Look = Schemas['Look'];
export type LookShown = Schemas['LookShown'];
export type LinkView = Schemas['LinkView'];
export type MailedTo = Schemas['MailedTo'];
export type MailSettingsView = Schemas['MailSettingsView'];
export type MailSetup = Schemas['MailSetup'];
export type MailStanding = Schemas['MailStanding'];
export type MailVerdict = Schemas['MailVerdict'];
export type MailView = Schemas['MailView'];
export type Me = Schemas['Me'];
export type MyRow = Schemas['MyRow'];
export type Outbox = Schemas['Outbox'];
export type Citing = Schemas['Citing'];
export type Reach = Schemas['Reach'];
export type Reaches = Schemas['Reaches'];
export type Readers = Schemas['Readers'];
export type SourceUses = Schemas['SourceUses'];
export type Written = Schemas['Written'];
export type Passages = Schemas['Passages'];
export type People = Schemas['People'];
export type PictureView = Schemas['PictureView'];
export type ProblemCode = Schemas['ProblemCode'];
export type RoleName = Schemas['RoleName'];
export type SetupView = Schemas['SetupView'];
export type ShadesView = Schemas['ShadesView'];
export type Sightings = Schemas['Sightings'];
export type SightingView = Schemas['SightingView'];
export type Security = Schemas['Security'];
export type SetUpMail = Schemas['SetUpMail'];
export type Sources = Schemas['Sources'];
export type SourceState = Schemas['SourceState'];
export type SourceView = Schemas['SourceView'];
export type StepName = Schemas['StepName'];
export type TeammateNews = Schemas['TeammateNews'];
export type TeammateView = Schemas['TeammateView'];
export type Uploaded = Schemas['Uploaded'];
export type UseLink = Schemas['UseLink'];
export type View = Schemas['View'];
export type WindowOfRows = Schemas['Window'];
export type Would = Schemas['Would'];

/** Values by name. The schema can only say that each of them is something. */
type Named<T, K extends keyof T> = Omit<T, K> & { [P in K]: Record<string, unknown> };
export type LookupCall = Named<Schemas['LookupCall'], 'values'>;
export type TryAction = Named<Schemas['TryAction'], 'fields'>;
export type TriedAction = Omit<Schemas['TriedAction'], 'calls'> & { calls: LookupCall[] };
export type ActionRun = Omit<Schemas['ActionRun'], 'calls'> & { calls: LookupCall[] };
export type ActionRuns = Omit<Schemas['ActionRuns'], 'runs'> & { runs: ActionRun[] };
