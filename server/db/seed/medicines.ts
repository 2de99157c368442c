import type { ScriptItem } from './script.ts';

const medicine =
  (name: string, strength: string, directions: string) =>
  (quantity: number): ScriptItem => ({ name, strength, quantity, directions });

export const metformin = medicine('Metformin', '500 mg tablets', 'One tablet twice a day with meals');
export const lisinopril = medicine('Lisinopril', '10 mg tablets', 'One tablet every morning');
export const atorvastatin = medicine('Atorvastatin', '20 mg tablets', 'One tablet every evening');
export const levothyroxine = medicine('Levothyroxine', '50 mcg tablets', 'One tablet every morning, half an hour before breakfast');
export const amlodipine = medicine('Amlodipine', '5 mg tablets', 'One tablet every morning');
export const omeprazole = medicine('Omeprazole', '20 mg capsules', 'One capsule every morning before breakfast');
export const albuterol = medicine('Albuterol inhaler', '90 mcg per puff', 'Two puffs when needed, as on the prescription');
export const cetirizine = medicine('Cetirizine', '10 mg tablets', 'One tablet once a day');
export const vitaminD = medicine('Vitamin D3', '1000 IU capsules', 'One capsule a day with food');
export const hydrocortisone = medicine('Hydrocortisone cream', '1 %', 'A thin layer twice a day, as on the prescription');
export const artificialTears = medicine('Artificial tears', '0.5 %, 10 ml', 'One drop in each eye when needed');
export const testStrips = medicine('Glucose test strips', 'box of 50', 'As shown by your care team');
export const penNeedles = medicine('Pen needles', '4 mm, box of 100', 'A new needle each time');
