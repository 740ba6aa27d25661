"""A real WordPress in a temporary folder, with the plugin in it as it is packed."""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
from patience import wait_until
from service_process import free_port

from wordpress.database import SERVER, Database

ROOT = Path(__file__).parents[2]
PLACES = (Path(sys.prefix) / "wordpress/usr/share/wordpress", Path("/usr/share/wordpress"))
PHP = shutil.which("php")
PASSWORD = "correct horse"
CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('FS_METHOD', 'direct');
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', '{log}');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require ABSPATH . 'wp-settings.php';
"""
USERS = """
foreach (['author', 'subscriber'] as $role) {
    wp_insert_user(['user_login' => $role, 'user_pass' => '%s', 'role' => $role,
                    'user_email' => "$role@example.org"]);
}
""".replace("%s", PASSWORD)
ACTIVATE = """
require_once ABSPATH . 'wp-admin/includes/plugin.php';
$failed = activate_plugin('copydesk/copydesk.php');
if (is_wp_error($failed)) { fwrite(STDERR, $failed->get_error_message()); exit(1); }
"""


def wordpress() -> Path | None:
    """Return the folder of a WordPress to copy: ``$WORDPRESS``, or as fetched, or installed."""
    places = (Path(os.environ["WORDPRESS"]),) if "WORDPRESS" in os.environ else PLACES
    return next((place for place in places if (place / "wp-load.php").is_file()), None)


def missing() -> str | None:
    """Return what is not here, or ``None``."""
    parts = {"WordPress": wordpress(), "PHP": PHP, "MariaDB": SERVER}
    lacking = [name for name, part in parts.items() if part is None]
    return " and ".join(lacking) or None


def pack(target: Path) -> Path:
    """Pack the plugin as ``make plugin`` does."""
    packer = ROOT / "integrations" / "wordpress" / "pack.py"
    subprocess.run([sys.executable, str(packer), str(target)], check=True)
    return target


def dangling(folder: str, names: list[str]) -> list[str]:
    """Return the links that lead nowhere; ``copytree``'s own check takes relative ones for such."""
    return [name for name in names if not (Path(folder) / name).exists()]


class Site:
    """WordPress on a port, its database, and a way to run PHP in it. ``log``: of PHP's notices."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "site"
        self.log = folder / "php.log"
        self.package = folder / "copydesk.zip"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._database = Database(folder)

    def __enter__(self) -> "Site":
        source = wordpress()
        assert source
        shutil.copytree(source, self.root, ignore=dangling)
        self._database.__enter__()
        config = CONFIG.format(socket=self._database.socket, log=self.log)
        (self.root / "wp-config.php").write_text(config)
        self._server = self._serve()
        self._install()
        with zipfile.ZipFile(pack(self.package)) as archive:
            archive.extractall(self.root / "wp-content" / "plugins")
        self.php(USERS + ACTIVATE)
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._server.pid, signal.SIGTERM)
        self._server.wait(30)
        self._database.__exit__()

    def php(self, code: str) -> str:
        """Run code inside WordPress, as its first administrator; return what it prints."""
        before = (
            f"$_SERVER['HTTP_HOST'] = '127.0.0.1:{self.port}'; require 'wp-load.php';"
            "wp_set_current_user(1);"
        )
        done = subprocess.run(
            [str(PHP), "-d", "display_errors=stderr", "-r", f"{before} {code}"],
            cwd=self.root, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def write(self, content: str, *, author: str = "admin", title: str = "Pier") -> int:
        """Store a draft; return its id."""
        quoted = content.replace("\\", "\\\\").replace("'", "\\'")
        return int(
            self.php(
                f"echo wp_insert_post(wp_slash(['post_title' => '{title}',"
                " 'post_status' => 'draft',"
                f" 'post_author' => get_user_by('login', '{author}')->ID,"
                f" 'post_content' => '{quoted}']));"
            )
        )

    def content(self, post: int) -> str:
        """Return what is stored of a post."""
        return self.php(f"echo get_post({post})->post_content;")

    def _serve(self) -> "subprocess.Popen[bytes]":
        options = {
            "opcache.enable_cli": "1",
            "opcache.revalidate_freq": "0",
            "sendmail_path": "/bin/true",
        }
        flags = [part for item in options.items() for part in ("-d", "=".join(item))]
        with (self.folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [str(PHP), *flags, "-S", f"127.0.0.1:{self.port}", "-t", str(self.root)],
                env={**os.environ, "PHP_CLI_SERVER_WORKERS": "6"},
                stdout=log,
                stderr=log,
                start_new_session=True,  # its workers are ended with it
            )
        wait_until(self._serves)
        return server

    def _serves(self) -> bool:
        try:
            httpx.get(f"{self.url}/readme.html")
        except httpx.TransportError:
            return False
        return True

    def _install(self) -> None:
        answer = httpx.post(
            f"{self.url}/wp-admin/install.php?step=2",
            data={
                "weblog_title": "The Harbour Post",
                "user_name": "admin",
                "admin_password": PASSWORD,
                "admin_password2": PASSWORD,
                "admin_email": "admin@example.org",
                "blog_public": "0",
                "language": "",
            },
            timeout=120,
        )
        assert "wp-login.php" in answer.text, answer.text[-2000:]
