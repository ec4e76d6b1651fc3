#pragma once

#include "core/base/expected.h"

#include <CLI/CLI.hpp>
#include <functional>

namespace app {

/// The exit codes of every command.
enum ExitCode : int {
    Ok = 0,
    Failure = 1, ///< it ran and did not succeed
    UsageError = 2, ///< the command line or an input file is wrong
    PartlyFailed = 3, ///< some trials of an experiment failed
    Interrupted = 130, ///< Ctrl+C
};

/// What the chosen sub-command does after parsing; returns an exit code.
using Action = std::function<int()>;

/// Prints "torrarium: where: detail" on stderr and returns the exit code that fits the error.
int report(const base::Error &error);

// Each adds its sub-command to the program and sets `action` when it was chosen (one file each).
void addCreate(CLI::App &program, Action &action);
void addShow(CLI::App &program, Action &action);
void addVerify(CLI::App &program, Action &action);
void addSeed(CLI::App &program, Action &action);
void addGet(CLI::App &program, Action &action);
void addTracker(CLI::App &program, Action &action);
void addIndex(CLI::App &program, Action &action);
void addCoordinator(CLI::App &program, Action &action);
void addConsole(CLI::App &program, Action &action);
void addStatistics(CLI::App &program, Action &action);
void addUser(CLI::App &program, Action &action);
void addSwarm(CLI::App &program, Action &action);
void addRecording(CLI::App &program, Action &action);
void addPolicies(CLI::App &program, Action &action);
void addSimulate(CLI::App &program, Action &action);
void addRun(CLI::App &program, Action &action);
void addResume(CLI::App &program, Action &action);
void addReport(CLI::App &program, Action &action);
void addExport(CLI::App &program, Action &action);
void addList(CLI::App &program, Action &action);
void addValidate(CLI::App &program, Action &action);
void addNew(CLI::App &program, Action &action);

} // namespace app
