using System.Globalization;
using Thalweg.Benchmarks;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Benchmarks.Peers;
using Thalweg.Benchmarks.Sections;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [Twin.Command])
{
    Twin.Serve();
    return 0;
}
if (args is [YoungProcess.Command, var young])
{
    YoungProcess.Serve(young);
    return 0;
}
ISection[] sections =
[
    new KernelSection(),
    new EvaluationSection(),
    new LossSection(),
    new LandscapeSection(),
    new OptimizerSection(),
    new ProductSection(),
    new CurvatureSection(),
    new DoubleBackwardSection(),
    new DataSection(),
    new TextSection(),
    new ExternalSection(),
    new BitSection(),
    new StartupSection(),
    new CoreSection(),
    new AccuracySection(),
    new GrowthSection(),
    new StoreSection(),
    new ReferenceSection(),
];
Options options;
try
{
    options = Options.Parse(
        args,
        [.. sections.Select(s => s.Name)],
        [.. sections.Where(s => !s.IsOnDemand).Select(s => s.Name)]
    );
}
catch (FormatException fault)
{
    Console.Error.WriteLine($"{fault.Message}\n\n{Options.Usage(sections.Select(s => s.Name))}");
    return 2;
}
using var session = new Session(options.Rounds);
foreach (var section in sections.Where(s => options.Sections.Contains(s.Name)))
{
    new Page(section.Name, section.Title, section.Measure(session), session.Observe(), section.Timing).Publish(
        session,
        options
    );
}
Page.OfTargets(session)
    .Publish(
        session,
        options with
        {
            Output = options.Output && options.Sections.Count >= sections.Count(s => !s.IsOnDemand),
        }
    );
return 0;
