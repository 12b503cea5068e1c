"""The lifecycle of a job post (岗位)."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class PostStatus(Status):
    """Where a post stands."""

    DRAFT = "draft", Text("未发布", "draft"), Text("用人单位已报，尚未发布", "sent in, not shown to anybody yet")
    OPEN = "open", Text("招聘中", "open"), Text("已发布，有空缺", "published, with openings left")
    FILLED = "filled", Text("已招满", "filled"), Text("所有空缺都有人", "somebody for each opening")
    REOPENED = "reopened", Text("重新招聘", "open again"), Text("有人退出，又有空缺", "somebody stepped back")
    WITHDRAWN = "withdrawn", Text("已撤回", "withdrawn"), Text("用人单位撤回，有原因", "taken back, for a reason")


POST_LIFECYCLE = Lifecycle(
    of=Text("岗位", "job post"),
    start=PostStatus.DRAFT,
    table={
        PostStatus.DRAFT: frozenset({PostStatus.OPEN, PostStatus.WITHDRAWN}),
        PostStatus.OPEN: frozenset({PostStatus.FILLED, PostStatus.WITHDRAWN}),
        # Somebody steps back, or the employer withdraws the post with people on their way.
        PostStatus.FILLED: frozenset({PostStatus.REOPENED, PostStatus.WITHDRAWN}),
        PostStatus.REOPENED: frozenset({PostStatus.FILLED, PostStatus.WITHDRAWN}),
        PostStatus.WITHDRAWN: frozenset(),
    },
)
"""A post is published, filled, open again when somebody steps back, and withdrawn at any time before the end."""
