using System.Runtime.InteropServices;
using Thalweg.Cli;

using var interruption = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return Application.Run(args, Terminal.OfProcess(interruption.Token));

void Interrupt(PosixSignalContext context)
{
    // The second signal ends the process at once: then nothing is cancelled here.
    context.Cancel = !interruption.IsCancellationRequested;
    interruption.Cancel();
}
