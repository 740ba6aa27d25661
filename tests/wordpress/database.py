"""A MariaDB of its own in a folder, reached by a socket only, gone with the folder."""

import os
import shutil
import subprocess
from pathlib import Path

from patience import wait_until

PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"
SERVER = shutil.which("mariadbd", path=PATH)


class Database:
    """Runs between entry and exit, with an empty database ``wordpress`` and no passwords.

    Without grant tables: whoever reaches the socket may do anything, and only this user can.
    """

    def __init__(self, folder: Path) -> None:
        assert SERVER
        self.socket = folder / "db.sock"
        data = folder / "db"
        data.mkdir()
        start = folder / "start.sql"
        start.write_text("CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4;\n")
        self._log = (folder / "db.log").open("wb")
        self._process = subprocess.Popen(
            [SERVER, "--no-defaults", f"--datadir={data}", f"--socket={self.socket}",
             "--skip-networking", "--skip-grant-tables", f"--init-file={start}",
             f"--pid-file={folder}/db.pid", "--innodb-buffer-pool-size=64M",
             "--innodb-flush-log-at-trx-commit=0", "--user=root"],
            stdout=self._log, stderr=self._log,
        )  # fmt: skip

    def __enter__(self) -> "Database":
        wait_until(lambda: self._process.poll() is not None or self.socket.exists())
        if self._process.poll() is not None:
            raise AssertionError(f"no database: {Path(self._log.name).read_text()[-2000:]}")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
