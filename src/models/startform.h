#pragma once

#include "models/swarmorder.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <cstdint>
#include <optional>

namespace models {

/// What a person fills in to start a swarm. Every field is text as typed; each has an error that
/// says what to do, empty when the field is fine.
class StartForm : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("SwarmController has it")
    Q_PROPERTY(bool virtualWorld MEMBER m_virtualWorld NOTIFY changed)
    Q_PROPERTY(QString size MEMBER m_size NOTIFY changed)
    Q_PROPERTY(QString latency MEMBER m_latency NOTIFY changed)
    Q_PROPERTY(bool useSample MEMBER m_useSample NOTIFY changed)
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY changed)
    Q_PROPERTY(QString leechers MEMBER m_leechers NOTIFY changed)
    Q_PROPERTY(QString seeds MEMBER m_seeds NOTIFY changed)
    Q_PROPERTY(QString upRate MEMBER m_upRate NOTIFY changed)
    Q_PROPERTY(QString downRate MEMBER m_downRate NOTIFY changed)
    Q_PROPERTY(QString maxN MEMBER m_maxN NOTIFY changed)
    Q_PROPERTY(QString pathError READ pathError NOTIFY changed)
    Q_PROPERTY(QString sizeError READ sizeError NOTIFY changed)
    Q_PROPERTY(QString latencyError READ latencyError NOTIFY changed)
    Q_PROPERTY(QString upRateDefault READ upRateDefault NOTIFY changed)
    Q_PROPERTY(QString downRateDefault READ downRateDefault NOTIFY changed)
    Q_PROPERTY(QString leechersError READ leechersError NOTIFY changed)
    Q_PROPERTY(QString seedsError READ seedsError NOTIFY changed)
    Q_PROPERTY(QString upRateError READ upRateError NOTIFY changed)
    Q_PROPERTY(QString downRateError READ downRateError NOTIFY changed)
    Q_PROPERTY(QString maxNError READ maxNError NOTIFY changed)
    Q_PROPERTY(bool valid READ isValid NOTIFY changed)
    Q_PROPERTY(QString outlook READ outlook NOTIFY changed)
public:
    static constexpr std::uint32_t mostLeechers = 1'000;
    static constexpr std::uint32_t mostSeeds = 100;
    static constexpr std::uint32_t highestMaxN = 1'000;
    /// Of a virtual swarm's content: its pieces are drawn and its blocks are counted.
    static constexpr std::uint64_t largestSize = std::uint64_t{16} << 30;
    static constexpr base::Duration longestLatency = std::chrono::seconds(10);
    /// A virtual peer's line where no rate is given: a line at home. Bytes/s.
    static constexpr std::uint64_t defaultUpRate = 1024 * 1024;
    static constexpr std::uint64_t defaultDownRate = 8 * defaultUpRate;

    using QObject::QObject;

    [[nodiscard]] QString path() const { return m_path; }
    /// A path or a file: URL; choosing one leaves the sample.
    void setPath(const QString &path);
    [[nodiscard]] QString pathError() const;
    [[nodiscard]] QString sizeError() const;
    [[nodiscard]] QString latencyError() const;
    /// What a rate is when none is given: without limit live, a usual line in the virtual world.
    [[nodiscard]] QString upRateDefault() const;
    [[nodiscard]] QString downRateDefault() const;
    [[nodiscard]] QString leechersError() const;
    [[nodiscard]] QString seedsError() const;
    [[nodiscard]] QString upRateError() const;
    [[nodiscard]] QString downRateError() const;
    [[nodiscard]] QString maxNError() const;
    [[nodiscard]] bool isValid() const;
    /// What is asked for is a virtual swarm: size and latency count, the file does not.
    [[nodiscard]] bool isVirtual() const { return m_virtualWorld; }
    [[nodiscard]] bool usesSample() const { return m_useSample; }
    /// The least time the swarm can take, and why; empty while something is wrong.
    [[nodiscard]] QString outlook() const;
    /// The swarm as asked for; the form must be valid. Directory and, for the sample, content are
    /// left to the caller.
    [[nodiscard]] SwarmOrder order() const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] std::uint64_t contentSize() const;

    bool m_virtualWorld = false;
    QString m_size = QStringLiteral("64 MiB");
    QString m_latency = QStringLiteral("25 ms");
    bool m_useSample = true;
    QString m_path;
    QString m_leechers = QStringLiteral("11");
    QString m_seeds = QStringLiteral("1");
    QString m_upRate = QStringLiteral("512 KiB/s");
    QString m_downRate;
    QString m_maxN;
};

/// The fluid lower bound of the time until `leechers` peers have `bytes` (Kumar and Ross 2006,
/// "Peer-assisted file distribution: the minimum distribution time"); rates of 0 are unlimited.
/// Seconds; 0 when nothing limits it.
double leastSeconds(std::uint64_t bytes, const net::SwarmSetup &setup);

} // namespace models
