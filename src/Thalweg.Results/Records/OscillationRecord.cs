namespace Thalweg.Results.Records;

/// <summary>How much slices go up and down beside falling into a valley and rising from it.</summary>
/// <param name="OscillationIndex">OI, the mean of O over directions; humps are left out, and what is below its rounding bound counts as 0.</param>
/// <param name="OscillationIndexLower">Lower end of the 95 % interval of OI over directions; 0 where no slice oscillates or one alone, and then without an
/// upper end.</param>
/// <param name="Oscillating">Share of the slices that oscillate, humps left out.</param>
/// <param name="OscillatingLower">Lower end of its 95 % interval, exact for counts.</param>
/// <param name="OscillatingSlices">Slices that oscillate.</param>
/// <param name="CountedSlices">Slices that OI and the share are of.</param>
/// <param name="HumpSlices">Slices with one inner maximum and no inner minimum.</param>
public sealed record OscillationRecord(
    double OscillationIndex,
    double OscillationIndexLower,
    double OscillationIndexUpper,
    double Oscillating,
    double OscillatingLower,
    double OscillatingUpper,
    int OscillatingSlices,
    int CountedSlices,
    int HumpSlices
);
