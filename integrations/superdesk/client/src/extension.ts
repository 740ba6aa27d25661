import {IArticle, IExtension, IExtensionActivationResult, ISuperdesk} from 'superdesk-api';
import {getWidget, WIDGET_ID} from './widget';

/** Adds a side widget to Superdesk's editor that shows copydesk's report on the open article. */
const extension: IExtension = {
    activate: (superdesk: ISuperdesk) => {
        const label = superdesk.localization.gettext('copydesk: sources and readability');

        const result: IExtensionActivationResult = {
            contributions: {
                authoringSideWidgets: [{
                    _id: WIDGET_ID,
                    label,
                    icon: 'semantics',
                    order: 10,
                    component: getWidget(superdesk, label),
                    isAllowed: (article: IArticle) => article.type === 'text',
                }],
            },
        };

        return Promise.resolve(result);
    },
};

export default extension;
