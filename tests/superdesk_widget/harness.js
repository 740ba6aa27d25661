// Superdesk's editor as far as the widget meets it: an article in Draft.js, and a side panel.
// `files`: the compiled modules of the extension; `article`; `editor`: "angular" or "react".
window.start = async ({ files, article, editor }) => {
  const { createElement: el } = React;
  const modules = { react: React };
  window.contentChanges = 0;

  /** Load a compiled module (CommonJS), as webpack does. */
  function load(name) {
    const key = name.replace("./", "");
    if (!(key in modules)) {
      const exports = {};
      modules[key] = exports;
      new Function("exports", "require", files[key])(exports, load);
    }
    return modules[key];
  }

  /** An API that has what it is given and nothing else. */
  function only(name, parts) {
    return new Proxy(Object.freeze(parts), {
      get(target, part) {
        if (!(part in target)) throw new Error(`the widget used ${name}.${String(part)}`);
        return target[part];
      },
    });
  }

  const fill = (message, values = {}) =>
    message.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);

  const superdesk = only("superdesk", {
    httpRequestJsonLocal: async ({ method, path, payload }) => {
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(path, { method, headers, body: JSON.stringify(payload) });
      const json = await answer.json();
      return answer.ok ? json : Promise.reject(json);
    },
    components: only("components", {
      AuthoringWidgetHeading: ({ widgetName }) => el("h3", null, widgetName),
      AuthoringWidgetLayout: ({ header, body }) => el("section", { id: "widget" }, header, body),
    }),
    localization: only("localization", {
      gettext: fill,
      gettextPlural: (n, one, many, values) => fill(n === 1 ? one : many, values),
    }),
    utilities: only("utilities", {
      CSS: only("CSS", { getClass: (name) => `copydesk--${name}` }),
    }),
  });

  const { contributions } = await load("extension").default.activate(superdesk);
  const [widget] = contributions.authoringSideWidgets;
  window.widget = widget;

  /** Return the article's fields with the editor's text, in an object that cannot be changed. */
  function withText(fields, content) {
    const blocks = content.getBlocksAsArray().map((block) => `<p>${block.getText()}</p>`);
    return Object.freeze({ ...fields, body_html: blocks.join("") });
  }

  class App extends React.Component {
    constructor(props) {
      super(props);
      const parsed = Draft.convertFromHTML(article.body_html);
      const content = Draft.ContentState.createFromBlockArray(parsed.contentBlocks, parsed.entityMap);
      this.widgetRef = React.createRef();
      this.saved = Object.freeze({ ...article });
      this.state = { open: true, kept: undefined, edited: false, shown: Draft.EditorState.createWithContent(content) };
      window.app = this;
    }

    change(shown) {
      const differs = shown.getCurrentContent() !== this.state.shown.getCurrentContent();
      if (differs) window.contentChanges += 1;
      this.setState({ shown, edited: this.state.edited || differs });
    }

    /** As Superdesk does: the state is kept while another widget is open. */
    toggle() {
      const kept = this.widgetRef.current?.state ?? this.state.kept;
      this.setState({ open: !this.state.open, kept });
    }

    render() {
      const { open, kept, edited, shown } = this.state;
      const now = edited ? withText(this.saved, shown.getCurrentContent()) : this.saved;
      const isReact = editor === "react";
      return el(
        "main",
        null,
        el(Draft.Editor, { editorState: shown, onChange: (next) => this.change(next), ariaLabel: "Body" }),
        open && el(widget.component, {
          ref: this.widgetRef,
          article: isReact ? this.saved : now,
          getLatestArticle: isReact ? () => now : () => ({}),
          initialState: kept,
        }),
      );
    }
  }

  ReactDOM.render(el(App), document.getElementById("app"));
};
