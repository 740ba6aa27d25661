<?php
/**
 * Which types of post the plugin is for, and who may use it.
 *
 * @package copydesk
 */

namespace Copydesk;

defined( 'ABSPATH' ) || exit;

/** The statuses of stored posts that the plugin scores and whose verdicts it exports. */
const STATUSES = array( 'draft', 'pending', 'future', 'publish', 'private' );

/**
 * Return the types of post that an administrator can choose from: everything with a text and a screen to edit it.
 *
 * @return array<string, string> The plural name of each type.
 */
function possible_types(): array {
	$types = array();
	foreach ( get_post_types( array( 'show_ui' => true ), 'objects' ) as $type ) {
		$internal = $type->_builtin && ! in_array( $type->name, array( 'post', 'page' ), true );
		if ( ! $internal && post_type_supports( $type->name, 'editor' ) ) {
			$types[ $type->name ] = $type->labels->name;
		}
	}
	return $types;
}

/**
 * Return the names of the post types that the plugin is for.
 *
 * @return string[]
 */
function post_types(): array {
	$chosen = array_values( array_intersect( settings()['types'], array_keys( possible_types() ) ) );

	/**
	 * Filters the post types that the plugin is for.
	 *
	 * @param string[] $chosen The types chosen in the settings.
	 */
	return array_values( (array) apply_filters( 'copydesk_post_types', $chosen ) );
}

/**
 * Return whether the current user has one of the chosen roles. In a network, its administrators always may.
 */
function has_role(): bool {
	$user  = wp_get_current_user();
	$roles = settings()['roles'];
	$may   = $user->exists() && ( ! $roles || is_super_admin( $user->ID ) || array_intersect( $roles, $user->roles ) );

	/**
	 * Filters whether a user may use the plugin, apart from WordPress's own permissions for each post.
	 *
	 * @param bool     $may  Whether the user has one of the chosen roles.
	 * @param \WP_User $user The user.
	 */
	return (bool) apply_filters( 'copydesk_may_use', (bool) $may, $user );
}

/**
 * Return whether the current user may use the plugin for a post: its type, the user's role, and permission to edit it.
 *
 * @param int $post The post's id.
 */
function may_use( int $post ): bool {
	return in_array( get_post_type( $post ), post_types(), true ) && has_role() && current_user_can( 'edit_post', $post );
}
