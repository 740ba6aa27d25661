import * as React from 'react';
import {IArticle, IArticleSideWidgetComponentType, ISuperdesk} from 'superdesk-api';
import {light, putOut} from './highlight';
import {IPassage} from './passages';
import {IAnalysis, IServerResponse, isReport} from './report';
import {getReportView} from './report-view';

export const WIDGET_ID = 'copydesk';

type IProps = IArticleSideWidgetComponentType;

interface IState {
    phase: 'unread' | 'reading' | 'read' | 'failed';
    analysis: IAnalysis | null; // of the last reading
    text: string; // the HTML that it was about
    lit: string | null; // the key of the highlighted passage
    lost: boolean; // whether the passage that was asked for is no longer there
}

const UNREAD: IState = {phase: 'unread', analysis: null, text: '', lit: null, lost: false};

/**
 * Return the component of the side widget. Superdesk keeps its state while another widget is open.
 *
 * It reads the article and never writes it: the only request is the one for the report.
 */
export function getWidget(superdesk: ISuperdesk, label: string): React.ComponentClass<IProps> {
    const {gettext} = superdesk.localization;
    const {AuthoringWidgetHeading, AuthoringWidgetLayout} = superdesk.components;
    const {getClass} = superdesk.utilities.CSS;
    const ReportView = getReportView(superdesk);

    return class CopydeskWidget extends React.Component<IProps, IState> {
        private mounted = false;

        constructor(props: IProps) {
            super(props);

            const kept: IState | undefined = props.initialState;

            // an answer that was awaited when the widget was closed has gone past it
            this.state = kept == null || kept.phase === 'reading' ? UNREAD : {...kept, lit: null, lost: false};
            this.read = this.read.bind(this);
            this.show = this.show.bind(this);
        }

        componentDidMount() {
            this.mounted = true;

            if (this.state.phase === 'unread') {
                this.read();
            }
        }

        componentWillUnmount() {
            this.mounted = false;
            putOut();
        }

        read() {
            const article = getLatest(this.props);
            const text = article.body_html ?? '';

            putOut();
            this.setState({phase: 'reading', lit: null, lost: false});

            superdesk.httpRequestJsonLocal<IServerResponse>({
                method: 'POST',
                path: '/ai',
                payload: {
                    service: 'copydesk',
                    item: {
                        guid: article.guid,
                        language: article.language ?? '',
                        headline: article.headline ?? null,
                        body_html: text,
                    },
                },
            }).then(({analysis}) => {
                if (this.mounted) {
                    this.setState({
                        phase: 'read',
                        analysis: analysis.copydesk ?? {reason: gettext('copydesk’s address is not set on the server')},
                        text,
                    });
                }
            }).catch(() => {
                if (this.mounted) {
                    this.setState({phase: 'failed'});
                }
            });
        }

        show(passage: IPassage) {
            if (passage.key === this.state.lit) {
                putOut();
                this.setState({lit: null});
            } else {
                const found = light(passage.selectors);

                this.setState({lit: found ? passage.key : null, lost: !found});
            }
        }

        render() {
            const {analysis, lit, lost, phase} = this.state;

            return (
                <AuthoringWidgetLayout
                    header={(
                        <AuthoringWidgetHeading widgetId={WIDGET_ID} widgetName={label} editMode={false} />
                    )}
                    body={(
                        <div className={getClass('widget')}>
                            <p>{gettext('Scores prompt an editor to look. They are not a verdict on truth.')}</p>
                            <p role="status">{this.status()}</p>
                            {phase !== 'reading' && (
                                <button type="button" className="btn btn--primary" onClick={this.read}>
                                    {gettext('Read again')}
                                </button>
                            )}
                            {lost && <p role="status">{gettext('These words are no longer in the text.')}</p>}
                            {analysis != null && isReport(analysis) && (
                                <ReportView report={analysis} lit={lit} onShow={this.show} />
                            )}
                        </div>
                    )}
                />
            );
        }

        private status(): string {
            const {analysis, phase, text} = this.state;

            if (phase === 'failed') {
                return gettext('copydesk did not answer. The article is unchanged.');
            } else if (phase !== 'read' || analysis == null) {
                return gettext('Reading the article …');
            } else if (!isReport(analysis)) {
                return gettext('There is no report: {{reason}}.', {reason: analysis.reason});
            } else if (text !== (getLatest(this.props).body_html ?? '')) {
                return gettext('The text has changed since it was read.');
            } else {
                return gettext('{{n}} words were read.', {n: analysis.document.words});
            }
        }
    };
}

/**
 * Return the article as it stands in the editor. Superdesk's editor in React hands over a function
 * for that; the one in Angular keeps `article` up to date, and its function returns an empty object.
 */
function getLatest({article, getLatestArticle}: IProps): IArticle {
    const latest: Partial<IArticle> | undefined = getLatestArticle?.();

    return latest?._id == null ? article : latest as IArticle;
}
