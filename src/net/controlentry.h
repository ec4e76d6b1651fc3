#pragma once

#include "net/controllink.h"
#include "net/controlproof.h"
#include "net/refusals.h"

namespace net {

/// A role of the control channel that was let in.
struct ControlMember {
    std::uint64_t id = 0; ///< of its connection; never used twice by one server
    std::string role; ///< coordinator's partners: tracker, index, user, statistics, console
    std::string name; ///< unique in its role
    std::string instance; ///< of its process: tells a returning role from another of its name
    base::Endpoint remote;
};

/// Whether somebody may call themselves that: 1 to 64 bytes of displayable UTF-8, without spaces at
/// either end.
bool isControlName(const std::string &name);

/// One connection at the door of a ControlServer: says hello, is challenged, proves the key. Any
/// other call, and any fault, ends it.
class ControlEntry : public QObject
{
    Q_OBJECT
public:
    /// For hello and proof together, from the connection on.
    static constexpr std::chrono::milliseconds HelloTime{10'000};

    /// What all entries of a server share; outlives them.
    struct Door {
        std::string key; ///< empty = none is wanted
        std::string epoch;
        Refusals refusals;
        QElapsedTimer clock;

        [[nodiscard]] std::chrono::milliseconds now() const
        {
            return std::chrono::milliseconds(clock.elapsed());
        }
    };

    ControlEntry(std::unique_ptr<ControlLink> link, Door &door, QObject *parent);

    /// Who it says it is.
    [[nodiscard]] ControlMember member() const;
    /// Hands the connection over; the entry is of no more use.
    [[nodiscard]] std::unique_ptr<ControlLink> takeLink();
    /// Answers its last call and ends it.
    void refuse(const base::Error &error);
    /// Answers its last call with the welcome, to which the coordinator's proof is added.
    void welcome(QJsonObject welcome);
    void close(const base::Error &why) { m_link->close(why); }

Q_SIGNALS:
    /// It may come in: call welcome() and takeLink(), or refuse().
    void arrived();
    /// It gave a wrong key, another version or a bad name.
    void refused(const base::Error &why);
    /// It is gone without having come in.
    void gone();

private:
    void serve(const QString &method, const QJsonObject &params);
    base::Expected<void> readHello(const QJsonObject &params);
    void hello(const QJsonObject &params);
    void prove(const QJsonObject &params);
    void judge(const QByteArray &hmac);

    std::unique_ptr<ControlLink> m_link;
    Door &m_door;
    ControlProof m_proof;
    ControlLink::Answer m_answer;
    bool m_hasGreeted = false;
    bool m_isChallenged = false; ///< and has not answered yet: a challenge is good for one proof
    QTimer m_patience;
};

} // namespace net
