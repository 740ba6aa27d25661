import * as React from 'react';
import {ISuperdesk} from 'superdesk-api';
import {getGroups, IGroup, IPassage} from './passages';
import {IReport, IScore, ISpeaker} from './report';

interface IProps {
    report: IReport;
    lit: string | null; // the key of the highlighted passage
    onShow(passage: IPassage): void;
}

/** Number of passages before "Show all": a long article has hundreds. */
const SHOWN = 8;

/** Return the component that shows a report: scores, sources and passages. */
export function getReportView(superdesk: ISuperdesk): React.ComponentType<IProps> {
    const {gettext, gettextPlural} = superdesk.localization;
    const {getClass} = superdesk.utilities.CSS;

    function Scores({scores}: {scores: IReport['scores']}) {
        return (
            <dl className={getClass('scores')}>
                {Object.keys(scores).map((name) => (
                    <React.Fragment key={name}>
                        <dt>{name}</dt>
                        <dd>
                            <strong>{inWords(scores[name])}</strong>
                            {explanation(scores[name]).map((line) => <span key={line}>{line}</span>)}
                        </dd>
                    </React.Fragment>
                ))}
            </dl>
        );
    }

    function inWords({score}: IScore): string {
        return score == null ? gettext('not defined') : gettext('{{n}} of 100', {n: Math.round(score)});
    }

    function explanation({comparison, advice, reason, value, unit}: IScore): Array<string> {
        const measured = value == null ? reason : `${value} ${unit}`;

        return [comparison ?? measured, advice].filter((line): line is string => Boolean(line));
    }

    function Sources({speakers}: {speakers: Array<ISpeaker>}) {
        const unnamedFirst = [...speakers].sort((a, b) => Number(b.anonymous) - Number(a.anonymous));

        return (
            <section>
                <h4>{gettext('Who speaks')}</h4>
                <ul className={getClass('sources')}>
                    {unnamedFirst.map((speaker) => (
                        <li key={speaker.id}>
                            {speaker.anonymous && <em>{gettext('unnamed')}</em>}
                            {` ${speaker.name ?? speaker.description ?? ''}, `}
                            {gettextPlural(
                                speaker.attributions, 'once', '{{n}} times', {n: speaker.attributions},
                            )}
                        </li>
                    ))}
                </ul>
            </section>
        );
    }

    class Group extends React.PureComponent<{group: IGroup} & Pick<IProps, 'lit' | 'onShow'>, {all: boolean}> {
        state = {all: false};

        render() {
            const {group: {title, passages}, lit, onShow} = this.props;
            const shown = this.state.all ? passages : passages.slice(0, SHOWN);

            return (
                <details open={this.props.group.id === 'prompts'}>
                    <summary>{title} ({passages.length})</summary>
                    <ul className={getClass('passages')}>
                        {shown.map((passage) => (
                            <li key={passage.key}>
                                <button
                                    type="button"
                                    className={getClass('passage')}
                                    aria-pressed={passage.key === lit}
                                    onClick={() => onShow(passage)}
                                >
                                    {passage.text}
                                    {passage.note !== '' && <small>{passage.note}</small>}
                                </button>
                            </li>
                        ))}
                    </ul>
                    {shown.length < passages.length && (
                        <button type="button" className="btn" onClick={() => this.setState({all: true})}>
                            {gettext('Show all {{n}}', {n: passages.length})}
                        </button>
                    )}
                </details>
            );
        }
    }

    return function ReportView({report, lit, onShow}: IProps) {
        const {speakers = []} = report.evidence;

        return (
            <div>
                {(report.warnings ?? []).map(({code, detail}) => <p key={code}>{detail}</p>)}
                <Scores scores={report.scores} />
                {speakers.length > 0 && <Sources speakers={speakers} />}
                {getGroups(superdesk, report).map((group) => (
                    <Group key={group.id} group={group} lit={lit} onShow={onShow} />
                ))}
            </div>
        );
    };
}
