<?php
/**
 * Turns a draft in the editor's format into plain HTML.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/**
 * Return a draft's text with paragraph tags and without the tags of shortcodes.
 *
 * The draft is not rendered. Filters of the theme and of other plugins may be slow, call other servers or
 * count a visit, and the editor does not show what they add.
 *
 * @param string $content The draft, with the comments that delimit blocks.
 */
function readable( string $content ): string {
	$html = without_shortcodes( $content );
	return has_blocks( $content ) ? $html : wpautop( $html );
}

/**
 * Return content without the tags of shortcodes. The text between two tags is kept.
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
			$escaped = '[' === $found[1] && ']' === $found[6]; // [[code]] is an escaped shortcode.
			return $escaped ? substr( $found[0], 1, -1 ) : $found[1] . without_shortcodes( $found[5] ) . $found[6];
		},
		$content
	);
}
