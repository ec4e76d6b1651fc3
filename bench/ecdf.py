"""Draws distributions over each other: empirical distribution functions as an SVG on white, told apart by
dash as well as by colour."""
import html

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 60, 70
LEGEND_STEP = 158
STYLES = [("#0072b2", ""), ("#d55e00", "7 4"), ("#009e73", "2 3"), ("#000000", "9 3 2 3")]  # Okabe and Ito 2008
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def text(x, y, words, size=13, anchor="middle", more=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" {more}>'
            f"{html.escape(words)}</text>")


def line(x1, y1, x2, y2, color, dash="", width=1):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}" '
            f'stroke-width="{width}" stroke-dasharray="{dash}"/>')


def staircase(values, place, most):
    """The path of a distribution function from zero to where the axis ends."""
    ordered = sorted(values)
    points = [place(0, 0)]
    for number, value in enumerate(ordered):
        points += [place(value, number / len(ordered)), place(value, (number + 1) / len(ordered))]
    points.append(place(most, 1))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def draw(title, label, series):
    """An SVG document; `series` maps names to values, none of them negative."""
    largest = max(max(values) for values in series.values())
    step = next(step for step in STEPS if largest / step <= 10 or step == STEPS[-1])
    most = (int(largest / step) + 1) * step

    def place(value, part):
        return (LEFT + value / most * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM))

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
             'fill="#222">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
             text(LEFT, 24, title, 15, "start")]
    for quarter in range(5):
        x, y = place(0, quarter / 4)
        parts += [line(x, y, WIDTH - RIGHT, y, "#ddd"), text(x - 8, y + 4, f"{25 * quarter} %", anchor="end")]
    for tick in range(0, most + 1, step):
        x, y = place(tick, 0)
        parts += [line(x, y, x, y + 5, "#222"), text(x, y + 20, str(tick))]
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 42, label))
    for number, (name, values) in enumerate(series.items()):
        color, dash = STYLES[number % len(STYLES)]
        x = LEFT + number * LEGEND_STEP
        parts += [line(x, 44, x + 30, 44, color, dash, 2), text(x + 36, 48, name, anchor="start"),
                  f'<polyline points="{staircase(values, place, most)}" fill="none" stroke="{color}" '
                  f'stroke-width="2" stroke-dasharray="{dash}"/>']
    return "\n".join([*parts, "</svg>", ""])
