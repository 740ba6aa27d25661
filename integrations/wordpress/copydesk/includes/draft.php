<?php
/**
 * Makes HTML that can be read out of a draft as the editor has it.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Return a draft's text with its paragraphs marked and without the tags of shortcodes.
 *
 * Nothing is rendered: filters of the theme and of other plugins may be slow, call other servers or
 * count a visit, and none of what they add could be found in the editor.
 *
 * @param string $content The draft, with the comments that delimit blocks.
 */
function readable( string $content ): string {
	$html = without_shortcodes( $content );
	return has_blocks( $content ) ? $html : wpautop( $html );
}

/**
 * Return content without shortcodes' tags; what stands between two of them is kept.
 *
 * @param string $content The draft.
 */
function without_shortcodes( string $content ): string {
	if ( false === strpos( $content, '[' ) ) {
		return $content;
	}
	$pattern = '/' . get_shortcode_regex() . '/s';
	return (string) preg_replace_callback(
		$pattern,
		static function ( array $found ): string {
			$escaped = '[' === $found[1] && ']' === $found[6]; // [[code]] is written to be read.
			return $escaped ? substr( $found[0], 1, -1 ) : $found[1] . without_shortcodes( $found[5] ) . $found[6];
		},
		$content
	);
}
