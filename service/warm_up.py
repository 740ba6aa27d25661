"""An article made up for the first run of the models, which is slower than those that follow."""

from typing import Final

WARM_UP: Final = """\
The city council voted on Tuesday to repair the old bridge over the mill stream, and work may begin
in the spring, officials said.

"We have waited eleven years for this," said Mayor Ruth Adler, who chaired the meeting. "It was
about time."

The bridge was closed to lorries in 2019 after engineers found cracks in two of its arches. A report
by the county's works department put the cost at roughly $3.5 million, though a member of the
finance committee, who asked not to be named because the talks are private, said that it could rise.

According to the plan, one lane will stay open for buses. Shopkeepers on the north bank fear that
the work will keep customers away until Christmas.
"""
