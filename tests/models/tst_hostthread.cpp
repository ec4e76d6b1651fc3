#include "models/hostthread.h"

#include <QtTest/QTest>

#include <atomic>

namespace {

/// Knows the thread it was made in and the one it ends in.
class Host
{
public:
    explicit Host(std::atomic<QThread *> &ended)
        : m_ended(ended)
    {
    }
    ~Host() { m_ended = QThread::currentThread(); }

    QThread *const made = QThread::currentThread();

private:
    std::atomic<QThread *> &m_ended;
};

} // namespace

class HostThreadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHostLivesAndEndsInItsOwnThread()
    {
        std::atomic<QThread *> ended = nullptr;
        QThread *made = nullptr;
        {
            QObject owner;
            models::HostThread<Host> line(&owner, QStringLiteral("host"));
            line.ask(
                [&ended](std::unique_ptr<Host> &host) {
                    host = std::make_unique<Host>(ended);
                    return host->made;
                },
                [&made](QThread *thread) { made = thread; });
            QTRY_VERIFY(made != nullptr);
            QVERIFY(made != QThread::currentThread());
            QCOMPARE(ended.load(), nullptr);
        }
        QCOMPARE(ended.load(), made);
    }

    void whatIsAskedBeforeTheEndIsStillDone()
    {
        std::atomic<QThread *> ended = nullptr;
        std::atomic<int> calls = 0;
        {
            QObject owner;
            models::HostThread<Host> line(&owner, QStringLiteral("host"));
            line.tell([&calls](Host &) { ++calls; }); // nobody is there yet
            line.ask(
                [&ended](std::unique_ptr<Host> &host) {
                    host = std::make_unique<Host>(ended);
                    return true;
                },
                [](bool) {});
            for (int i = 0; i < 3; ++i)
                line.tell([&calls](Host &) { ++calls; });
        }
        QCOMPARE(calls.load(), 3);
        QVERIFY(ended.load() != nullptr);
    }

    void answersComeIntoTheOwnersThread()
    {
        QObject owner;
        models::HostThread<Host> line(&owner, QStringLiteral("host"));
        QThread *answered = nullptr;
        line.ask([](std::unique_ptr<Host> &host) { return host == nullptr; },
                 [&answered](bool) { answered = QThread::currentThread(); });
        QTRY_COMPARE(answered, QThread::currentThread());
    }
};

QTEST_GUILESS_MAIN(HostThreadTest)

#include "tst_hostthread.moc"
