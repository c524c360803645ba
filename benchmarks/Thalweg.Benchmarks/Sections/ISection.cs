using Thalweg.Benchmarks.Measuring;

namespace Thalweg.Benchmarks.Sections;

/// <summary>One group of measurements with a page of its own.</summary>
internal interface ISection
{
    /// <summary>The word on the command line and the name of the page.</summary>
    string Name { get; }

    string Title { get; }

    /// <summary>Whether it is measured where it is named alone, because it takes long.</summary>
    bool IsOnDemand => false;

    /// <summary>How its times were taken, or null where contestants ran in interleaved rounds.</summary>
    string? Timing => null;

    /// <summary>Measures, adds the targets it decides to the session, and returns the page's tables and remarks.</summary>
    IEnumerable<string> Measure(Session session);
}
