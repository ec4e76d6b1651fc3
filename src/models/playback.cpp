#include "models/playback.h"

#include <algorithm>

namespace models {

void Playback::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    Q_EMIT changed();
}

void Playback::setSpeedIndex(int index)
{
    if (m_speedIndex == index || index < 0 || index >= static_cast<int>(speeds.size()))
        return;
    m_speedIndex = index;
    Q_EMIT changed();
}

void Playback::setSpeed(double speed)
{
    const auto at = std::ranges::find(speeds, speed);
    if (at != speeds.end())
        setSpeedIndex(static_cast<int>(at - speeds.begin()));
}

QStringList Playback::speedNames() const
{
    QStringList names;
    for (const double speed : speeds)
        names.append(speed > 0 ? tr("%1 ×").arg(speed) : tr("fastest"));
    return names;
}

void Playback::step()
{
    setPaused(true);
    Q_EMIT stepAsked();
}

} // namespace models
