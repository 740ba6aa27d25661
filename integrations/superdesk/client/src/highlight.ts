import {anchor} from './anchor';
import {ISelector} from './report';

/** CSS Custom Highlights (CSS Highlight API), which this version of TypeScript does not declare. */
interface IHighlights {
    set(name: string, highlight: object): void;
    delete(name: string): boolean;
}

type IWindow = Window & {
    CSS: {highlights?: IHighlights};
    Highlight?: new (...ranges: Array<Range>) => object;
};

const NAME = 'copydesk';

/** The article's fields as Superdesk's editor (Draft.js) shows them, and any other editable text. */
const FIELDS = '.public-DraftEditor-content, [contenteditable="true"]';

/**
 * Highlight passages in the editor and scroll to them. Return whether any of them is still there.
 * A highlight is painted over the text: neither the document nor the article changes.
 */
export function light(selectors: Array<ISelector>): boolean {
    const ranges = selectors.map(find).filter((range): range is Range => range != null);

    putOut();

    if (ranges.length < 1) {
        return false;
    }

    const {CSS: {highlights}, Highlight} = window as unknown as IWindow;

    if (highlights != null && Highlight != null) {
        highlights.set(NAME, new Highlight(...ranges));
    }

    ranges[0].startContainer.parentElement?.scrollIntoView({block: 'center', behavior: 'smooth'});

    return true;
}

export function putOut(): void {
    (window as unknown as IWindow).CSS.highlights?.delete(NAME);
}

/** Look in the longest field first: a headline may repeat the body's words. */
function find(selector: ISelector): Range | null {
    const fields = Array.from(document.querySelectorAll<HTMLElement>(FIELDS));

    fields.sort((a, b) => (b.textContent ?? '').length - (a.textContent ?? '').length);

    for (const field of fields) {
        const range: Range | null = anchor(field, selector);

        if (range != null) {
            return range;
        }
    }

    return null;
}
