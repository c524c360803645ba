namespace Thalweg.Landscapes.Curvature;

/// <summary>log V = −λ t + (m − 1) log(t + b) + c.</summary>
internal sealed record VolumeModel(int Multiplicity, double Shift);
