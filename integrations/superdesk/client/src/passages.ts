import {ISuperdesk} from 'superdesk-api';
import {IAttribution, IHedge, IPiece, IReport, ISelector, ISentence, ISpeaker} from './report';

/** A place in the article that an editor can have shown. */
export interface IPassage {
    key: string;
    text: string;
    note: string;
    selectors: Array<ISelector>;
}

export interface IGroup {
    id: string;
    title: string;
    passages: Array<IPassage>;
}

const SHORT = 120;

/** Return the passages of a report in groups, the ones that ask for a decision first. */
export function getGroups(superdesk: ISuperdesk, report: IReport): Array<IGroup> {
    const {gettext} = superdesk.localization;
    const {attributions = [], hedges = [], sentences = [], speakers = []} = report.evidence;
    const group = (id: string, title: string, passages: Array<Omit<IPassage, 'key'>>): IGroup => ({
        id,
        title,
        passages: passages.map((passage, index) => ({...passage, key: `${id} ${index}`})),
    });

    return [
        group('prompts', gettext('Worth a look'), (report.prompts ?? []).map((prompt) => ({
            text: prompt.message,
            note: prompt.settled_by,
            selectors: selectorsOf(prompt.spans.slice(0, 1)),
        }))),
        group('unnamed', gettext('Statements by unnamed sources'), attributions
            .filter((one) => one.source?.anonymous && one.mode === 'statement' && !one.interviewer)
            .map((one) => unnamed(superdesk, one, speakers)),
        ),
        group('hedges', gettext('Hedges in the reporter’s voice'), hedges
            .filter((one) => one.voice === 'reporter')
            .map((one: IHedge) => ({
                text: inContext(one),
                note: '',
                selectors: selectorsOf([one]),
            })),
        ),
        group('sentences', gettext('Hard sentences'), sentences.map((one: ISentence) => ({
            text: shorten(one.text),
            note: gettext('{{words}} words, grade {{grade}}', {words: one.words, grade: one.grade}),
            selectors: selectorsOf([one]),
        }))),
    ].filter(({passages}) => passages.length > 0);
}

function unnamed(
    superdesk: ISuperdesk, one: IAttribution, speakers: Array<ISpeaker>,
): Omit<IPassage, 'key'> {
    const {gettext} = superdesk.localization;
    const reason = speakers.find(({id}) => id === one.source?.speaker)?.reason_for_anonymity;
    const content = one.content.map(({text}) => text).join(' … ');

    return {
        text: shorten(`${one.source?.text ?? ''}: ${content}`),
        note: reason == null
            ? gettext('no reason given')
            : gettext('reason given: {{reason}}', {reason: shorten(reason.text)}),
        selectors: selectorsOf([one.source, one.cue, ...one.content]),
    };
}

function selectorsOf(pieces: Array<IPiece | null>): Array<ISelector> {
    return pieces.flatMap((piece) => (piece?.selector == null ? [] : [piece.selector]));
}

/** Return a short piece with the words around it. */
function inContext({text, selector}: IPiece): string {
    const before = selector?.prefix?.split('\n').pop() ?? '';
    const after = selector?.suffix?.split('\n')[0] ?? '';

    return shorten(`${before}${text}${after}`.trim());
}

/** Shorten at a word's end. */
function shorten(text: string): string {
    const line = text.replace(/\s+/g, ' ').trim();

    return line.length <= SHORT ? line : `${line.slice(0, SHORT).replace(/\s\S*$/, '')} …`;
}
