/**
 * A stand-in for superdesk-client-core's module of this name, written anew after it.
 *
 * It declares the part that the widget uses, as it is in the version with `getLatestArticle` and
 * `widgetId`. superdesk-client-core is in no package registry, and its license is not ours.
 */
declare module 'superdesk-api' {
    type DeepReadonly<T> = T extends Function ? T : {readonly [P in keyof T]: DeepReadonly<T[P]>};
    type Placeholders = {[placeholder: string]: string | number | React.ComponentType};

    export interface IArticle {
        _id: string;
        guid: string;
        type: 'text' | 'picture' | 'video' | 'audio' | 'preformatted' | 'graphic' | 'composite';
        language: any;
        headline: string;
        body_html?: string;
    }

    export interface IArticleSideWidgetComponentType {
        article: IArticle;
        getLatestArticle: (options?: {preferIncomplete?: boolean}) => IArticle;
        initialState?: any;
        readOnly: boolean;
        onItemChange?(article: IArticle): void;
        handleUnsavedChanges(): Promise<IArticle>;
    }

    export interface IArticleSideWidget {
        _id: string;
        label: string;
        order: number;
        icon: string;
        component: React.ComponentClass<IArticleSideWidgetComponentType>;
        isAllowed?(article: IArticle): boolean;
    }

    export interface IExtensionActivationResult {
        contributions?: {
            authoringSideWidgets?: Array<IArticleSideWidget>;
        };
    }

    export type IExtension = DeepReadonly<{
        activate: (superdesk: ISuperdesk) => Promise<IExtensionActivationResult>;
        exposes?: {[key: string]: any};
    }>;

    export interface IHttpRequestJsonOptionsLocal {
        method: 'GET' | 'POST' | 'PATCH' | 'PUT';
        path: string; // relative to application server
        payload?: {};
        headers?: {[key: string]: any};
        urlParams?: {[key: string]: any};
        abortSignal?: AbortSignal;
    }

    export interface IPropsWidgetHeading {
        widgetName: string;
        editMode: boolean;
        widgetId: string;
        customContent?: JSX.Element;
    }

    export interface IAuthoringWidgetLayoutProps {
        header?: JSX.Element;
        body: JSX.Element;
        footer?: JSX.Element;
        background?: 'light' | 'grey';
    }

    export type ISuperdesk = DeepReadonly<{
        httpRequestJsonLocal<T>(options: IHttpRequestJsonOptionsLocal): Promise<T>;
        components: {
            AuthoringWidgetHeading: React.ComponentType<IPropsWidgetHeading>;
            AuthoringWidgetLayout: React.ComponentType<IAuthoringWidgetLayoutProps>;
        };
        localization: {
            gettext(message: string, params?: Placeholders): string;
            gettextPlural(count: number, singular: string, plural: string, params?: Placeholders): string;
        };
        utilities: {
            CSS: {
                getClass(originalName: string): string;
                getId(originalName: string): string;
            };
        };
    }>;
}
