// The service's own sentences by their templates. Made by integrations/wordpress/sentences.py.
((wp, copydesk) => {
  const { __ } = wp.i18n;

  copydesk.SENTENCES = new Map([
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["3 in 100 {noun}", __("3 in 100 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["1 in 20 {noun}", __("1 in 20 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["1 in 10 {noun}", __("1 in 10 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["1 in 5 {noun}", __("1 in 5 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["1 in 4 {noun}", __("1 in 4 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["1 in 3 {noun}", __("1 in 3 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["4 in 10 {noun}", __("4 in 10 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["half of the {noun}", __("half of the {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["6 in 10 {noun}", __("6 in 10 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["2 in 3 {noun}", __("2 in 3 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["3 in 4 {noun}", __("3 in 4 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["4 in 5 {noun}", __("4 in 5 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["85 in 100 {noun}", __("85 in 100 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["9 in 10 {noun}", __("9 in 10 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["19 in 20 {noun}", __("19 in 20 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["97 in 100 {noun}", __("97 in 100 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["99 in 100 {noun}", __("99 in 100 {noun}", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["A higher value than {articles}.", __("A higher value than {articles}.", "copydesk")],
    ["A typical value.", __("A typical value.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["A lower value than {articles}.", __("A lower value than {articles}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["More attributed statements for its length than {articles}.", __("More attributed statements for its length than {articles}.", "copydesk")],
    ["A typical number of attributed statements for its length.", __("A typical number of attributed statements for its length.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["Fewer attributed statements for its length than {articles}.", __("Fewer attributed statements for its length than {articles}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["No attributed statements, like {articles}.", __("No attributed statements, like {articles}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["No attributed statements, unlike {articles}.", __("No attributed statements, unlike {articles}.", "copydesk")],
    ["Who says so? No statement is attributed to a source.", __("Who says so? No statement is attributed to a source.", "copydesk")],
    ["Which claims still need a source?", __("Which claims still need a source?", "copydesk")],
    ["Do several sides speak, or does one source speak most of the time?", __("Do several sides speak, or does one source speak most of the time?", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["More from unnamed sources than {articles}.", __("More from unnamed sources than {articles}.", "copydesk")],
    ["A typical share from unnamed sources.", __("A typical share from unnamed sources.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["Less from unnamed sources than {articles}.", __("Less from unnamed sources than {articles}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["Nothing from unnamed sources, like {articles}.", __("Nothing from unnamed sources, like {articles}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["Nothing from unnamed sources, unlike {articles}.", __("Nothing from unnamed sources, unlike {articles}.", "copydesk")],
    ["Does the article say why each unnamed source is not named?", __("Does the article say why each unnamed source is not named?", "copydesk")],
    ["Which unnamed sources can be named, or confirmed by a named one? Does the article say why they are not named?", __("Which unnamed sources can be named, or confirmed by a named one? Does the article say why they are not named?", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["More hedges for its length than {articles}.", __("More hedges for its length than {articles}.", "copydesk")],
    ["A typical number of hedges for its length.", __("A typical number of hedges for its length.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["Fewer hedges for its length than {articles}.", __("Fewer hedges for its length than {articles}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["No hedges, like {articles}.", __("No hedges, like {articles}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["No hedges, unlike {articles}.", __("No hedges, unlike {articles}.", "copydesk")],
    ["Are forecasts, estimates and allegations marked as such?", __("Are forecasts, estimates and allegations marked as such?", "copydesk")],
    ["Does each hedge tell readers how certain a claim is?", __("Does each hedge tell readers how certain a claim is?", "copydesk")],
    ["Which hedges in the reporter's voice can go, or be replaced by what is not known?", __("Which hedges in the reporter's voice can go, or be replaced by what is not known?", "copydesk")],
    ["Do the sources say why they are not certain?", __("Do the sources say why they are not certain?", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["Harder to read than {articles}.", __("Harder to read than {articles}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “articles” or “press releases” */
    ["About as hard to read as most {noun}.", __("About as hard to read as most {noun}.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for “3 in 4 articles” */
    ["Easier to read than {articles}.", __("Easier to read than {articles}.", "copydesk")],
    ["Can the hardest sentences be split?", __("Can the hardest sentences be split?", "copydesk")],
    ["Split the hardest sentences, and put one idea into each.", __("Split the hardest sentences, and put one idea into each.", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for the source in quotation marks */
    ["{source} is not named, and the article does not say why", __("{source} is not named, and the article does not say why", "copydesk")],
    ["a name, or the reason for withholding it", __("a name, or the reason for withholding it", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for the source in quotation marks */
    ["the reason for not naming {source} says only that the source may not speak: {reason}", __("the reason for not naming {source} says only that the source may not speak: {reason}", "copydesk")],
    ["what the source would risk, and how it knows", __("what the source would risk, and how it knows", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for the source in quotation marks */
    ["{source} is unnamed, and nothing else supports the statement", __("{source} is unnamed, and nothing else supports the statement", "copydesk")],
    ["a second source, a document, or a named person who confirms it", __("a second source, a document, or a named person who confirms it", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for the source in quotation marks */
    ["{source} relays what unnamed people told it", __("{source} relays what unnamed people told it", "copydesk")],
    ["a source of our own, or a line that we could not confirm it", __("a source of our own, or a line that we could not confirm it", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for a name, a number */
    ["{speaker} is the only speaker in {words} words", __("{speaker} is the only speaker in {words} words", "copydesk")],
    ["a person with another view, or a document", __("a person with another view, or a document", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for a number */
    ["nobody is quoted or cited for {words} words", __("nobody is quoted or cited for {words} words", "copydesk")],
    ["who says so, or how we know", __("who says so, or how we know", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for words of the article */
    ["no source for the figures in this paragraph: {figures}", __("no source for the figures in this paragraph: {figures}", "copydesk")],
    ["where the figures come from", __("where the figures come from", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for words of the article */
    ["an accusation without an accuser: {accusation}", __("an accusation without an accuser: {accusation}", "copydesk")],
    ["who makes the accusation, and where: a charge, a lawsuit, a person", __("who makes the accusation, and where: a charge, a lawsuit, a person", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for words of the article */
    ["nobody is named for the quotation {quotation}", __("nobody is named for the quotation {quotation}", "copydesk")],
    ["who said or wrote it", __("who said or wrote it", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for a name */
    ["{party} is accused, but neither responds nor declines to comment", __("{party} is accused, but neither responds nor declines to comment", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for a name */
    ["a response from {party}, or a line that we asked for one", __("a response from {party}, or a line that we asked for one", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for words of the article */
    ["the article itself hedges: {hedges}", __("the article itself hedges: {hedges}", "copydesk")],
    ["the plain claim if we know it; otherwise what we do not know and why", __("the plain claim if we know it; otherwise what we do not know and why", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for a number */
    ["a sentence of {words} words", __("a sentence of {words} words", "copydesk")],
    ["splitting it in two", __("splitting it in two", "copydesk")],
    /* translators: keep the words in braces as they are. They stand for a number */
    ["the text has only {words} words; figures for short texts vary widely", __("the text has only {words} words; figures for short texts vary widely", "copydesk")],
    ["no statement has a source", __("no statement has a source", "copydesk")],
    ["no words", __("no words", "copydesk")],
    ["business articles", __("business articles", "copydesk")],
    ["Business, money and work", __("Business, money and work", "copydesk")],
    ["articles", __("articles", "copydesk")],
    ["News at large", __("News at large", "copydesk")],
    ["opinion articles", __("opinion articles", "copydesk")],
    ["Editorials, columns and guest articles", __("Editorials, columns and guest articles", "copydesk")],
    ["politics articles", __("politics articles", "copydesk")],
    ["US and British politics", __("US and British politics", "copydesk")],
    ["press releases", __("press releases", "copydesk")],
    ["Press releases", __("Press releases", "copydesk")],
    ["science and health articles", __("science and health articles", "copydesk")],
    ["Science, health and the environment", __("Science, health and the environment", "copydesk")],
    ["sports articles", __("sports articles", "copydesk")],
    ["Sport", __("Sport", "copydesk")],
  ]);
})(window.wp, window.copydesk);
