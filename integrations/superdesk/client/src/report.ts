/** The parts of copydesk's report that the widget shows, and what Superdesk's server answers. */

export interface ISelector {
    exact: string;
    prefix?: string;
    suffix?: string;
}

export interface IPiece {
    text: string;
    selector?: ISelector;
}

export interface IScore {
    score: number | null;
    value: number | null;
    unit: string;
    reason: string | null;
    comparison?: string | null;
    advice?: string | null;
}

export interface ISpeaker {
    id: string;
    name: string | null;
    description: string | null;
    anonymous: boolean;
    attributions: number;
    reason_for_anonymity: {text: string} | null;
}

export interface IAttribution {
    mode: string;
    interviewer: boolean;
    source: (IPiece & {anonymous: boolean; speaker: string | null}) | null;
    cue: IPiece | null;
    content: Array<IPiece>;
}

export interface IHedge extends IPiece {
    kind: string;
    voice: string;
}

export interface ISentence extends IPiece {
    words: number;
    grade: number;
}

export interface IPrompt {
    message: string;
    settled_by: string;
    spans: Array<IPiece>;
}

export interface IReport {
    document: {words: number};
    scores: {[name: string]: IScore};
    evidence: {
        attributions?: Array<IAttribution>;
        speakers?: Array<ISpeaker>;
        hedges?: Array<IHedge>;
        sentences?: Array<ISentence>;
    };
    prompts?: Array<IPrompt>;
    warnings?: Array<{code: string; detail: string}>;
}

/** The report, or why there is none. */
export type IAnalysis = IReport | {reason: string};

/** What `POST /ai` answers. Nothing is in `copydesk` while the server has no address for it. */
export interface IServerResponse {
    analysis: {copydesk?: IAnalysis};
}

export function isReport(analysis: IAnalysis): analysis is IReport {
    return 'scores' in analysis;
}
