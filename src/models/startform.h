#pragma once

#include "net/swarmsetup.h"

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
    Q_PROPERTY(bool useSample MEMBER m_useSample NOTIFY changed)
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY changed)
    Q_PROPERTY(QString leechers MEMBER m_leechers NOTIFY changed)
    Q_PROPERTY(QString seeds MEMBER m_seeds NOTIFY changed)
    Q_PROPERTY(QString upRate MEMBER m_upRate NOTIFY changed)
    Q_PROPERTY(QString downRate MEMBER m_downRate NOTIFY changed)
    Q_PROPERTY(QString maxN MEMBER m_maxN NOTIFY changed)
    Q_PROPERTY(QString pathError READ pathError NOTIFY changed)
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

    using QObject::QObject;

    [[nodiscard]] QString path() const { return m_path; }
    /// A path or a file: URL; choosing one leaves the sample.
    void setPath(const QString &path);
    [[nodiscard]] QString pathError() const;
    [[nodiscard]] QString leechersError() const;
    [[nodiscard]] QString seedsError() const;
    [[nodiscard]] QString upRateError() const;
    [[nodiscard]] QString downRateError() const;
    [[nodiscard]] QString maxNError() const;
    [[nodiscard]] bool isValid() const;
    [[nodiscard]] bool usesSample() const { return m_useSample; }
    /// The least time the swarm can take, and why; empty while something is wrong.
    [[nodiscard]] QString outlook() const;
    /// The swarm as asked for; the form must be valid. Directory and, for the sample, content are
    /// left to the caller.
    [[nodiscard]] net::SwarmSetup setup() const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] std::uint64_t contentSize() const;

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
