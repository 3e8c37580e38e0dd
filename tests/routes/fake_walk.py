"""A made-up walk through five real places on straight legs, for the tests of the map."""

from datetime import datetime, timedelta, timezone

from planner.route import Anchor, Certificate, Comfort, Leg, Note, Route, Segment, Stop, Totals

CST = timezone(timedelta(hours=8))
STATION = (121.42701, 31.22144)
PLACES = (
    ("qishan", "岐山村", "Qishan Village", (121.4247, 31.2207)),
    ("sim", "微系统与信息技术研究所", "Institute of Microsystem and IT", (121.41544, 31.22048)),
    ("sic", "上海硅酸盐研究所", "Shanghai Institute of Ceramics", (121.41764, 31.218126)),
    ("xinxiang", "新象限·武夷", "New Quadrant Wuyi", (121.4232, 31.21569)),
    ("feicui", "翡悦里", "Feiyueli", (121.4229, 31.21526)),
)


def _leg(start, end, ids, *, redrawn=False):
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    part = {"length_m": 300, "walk_s": 240, "landmark": None, "access": "open", "steps": False}
    return Leg(
        from_id=ids[0],
        to_id=ids[1],
        length_m=600,
        walk_s=480,
        geometry=(start, middle, end),
        segments=(
            Segment(
                street_zh="愚园路",
                street_en="Yuyuan Road",
                turn="start",
                overlay=False,
                first=0,
                last=1,
                **part,
            ),
            Segment(
                street_zh=None,
                street_en=None,
                turn="left",
                overlay=redrawn,
                first=1,
                last=2,
                **part,
            ),
        ),
    )


def fake_walk(names=None, *, loop=True):
    """Return the walk; names replaces the Chinese and English names of the stops."""
    leave = datetime(2026, 12, 5, 13, 0, tzinfo=CST)
    names = names or [(zh, en) for _, zh, en, _ in PLACES]
    stops = tuple(
        Stop(
            id=place[0],
            name_zh=zh,
            name_en=en,
            number=n,
            option="outside" if n % 2 else "inside",
            arrive=leave + timedelta(minutes=20 * n),
            start=leave + timedelta(minutes=20 * n),
            leave=leave + timedelta(minutes=20 * n + 10),
            slack_s=None,
            wait_s=0,
            prize=5,
            lon=place[3][0],
            lat=place[3][1],
            notes=(
                Note(
                    code="check_hours", text_zh="去前先查开放时间。", text_en="Check before you go."
                ),
            )
            if n == 3
            else (),
        )
        for n, (place, (zh, en)) in enumerate(zip(PLACES, names, strict=False), 1)
    )
    start = Anchor(
        id="jiangsu-road",
        name_zh="江苏路站",
        name_en="Jiangsu Road station",
        lon=STATION[0],
        lat=STATION[1],
    )
    end = (
        start if loop else Anchor(id=None, name_zh="路口", name_en="Corner", lon=121.42, lat=31.215)
    )
    points = [STATION, *((stop.lon, stop.lat) for stop in stops), (end.lon, end.lat)]
    ids = ["start", *(stop.id for stop in stops), "end"]
    legs = tuple(
        _leg(points[i], points[i + 1], ids[i : i + 2], redrawn=i in {1, 2})
        for i in range(len(points) - 1)
    )
    return Route(
        id="0f0f",
        request={"theme": "all", "detour": 25, "prefer": [], "step_free": False},
        data_version="abc",
        map_date="2025-08/2026-07",
        made_at=leave,
        latest_leave=None,
        start=start,
        end=end,
        stops=stops,
        legs=legs,
        totals=Totals(
            length_m=3600,
            walk_s=2880,
            dwell_s=3000,
            wait_s=0,
            leave=leave,
            back=leave + timedelta(minutes=125),
            prize=25,
        ),
        certificate=Certificate(
            prize=25,
            bound=25,
            gap=0,
            proved=True,
            repeated_m=0,
            repeated_bound_m=0,
            repeated_floor_m=0,
            repeated_proved=True,
            any_order=True,
            detour_s=0,
            spurs_m=0,
            overlay_m=600,
            access_unknown_m=0,
            snapped_m=10,
            comfort=Comfort(
                quiet_m=2100,
                green_m=300,
                lit_m=900,
                lit_unknown_m=2690,
                covered_m=0,
                steps_m=0,
                steps_unknown_m=1200,
            ),
        ),
        left_out=(),
        notes=(),
    )
