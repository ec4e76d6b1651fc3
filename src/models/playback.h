#pragma once

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <array>

namespace models {

/// How virtual time goes on: whether, and how fast beside real time. What the buttons set and what
/// the world's thread follows. Lives in the GUI thread.
class Playback : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("SwarmController has it")
    Q_PROPERTY(bool paused READ isPaused WRITE setPaused NOTIFY changed)
    Q_PROPERTY(int speedIndex READ speedIndex WRITE setSpeedIndex NOTIFY changed)
    Q_PROPERTY(QStringList speedNames READ speedNames CONSTANT)
public:
    /// Virtual seconds a real one that can be chosen; the last one stands for as many as the
    /// machine makes.
    static constexpr std::array speeds{0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0, 1'000.0, 0.0};

    using QObject::QObject;

    [[nodiscard]] bool isPaused() const { return m_paused; }
    void setPaused(bool paused);
    [[nodiscard]] int speedIndex() const { return m_speedIndex; }
    void setSpeedIndex(int index);
    /// Virtual seconds a real one; 0 = as many as possible.
    [[nodiscard]] double speed() const { return speeds.at(static_cast<std::size_t>(m_speedIndex)); }
    /// Chooses one of `speeds`; any other changes nothing.
    void setSpeed(double speed);
    [[nodiscard]] QStringList speedNames() const;

    /// Goes on to the next whole second of virtual time and pauses there.
    Q_INVOKABLE void step();

Q_SIGNALS:
    void changed();
    void stepAsked();

private:
    bool m_paused = false;
    int m_speedIndex = 2; // 1: as a live swarm
};

} // namespace models
