import type { ComplaintCategory } from './complaint-categories.ts';

/** The tree with which every dealer begins. */
export const seededCategories: ComplaintCategory[] = [
  { id: 'service-attitude', names: { 'zh-CN': '服务态度', 'en-US': 'Service attitude' } },
  { id: 'repair-skill', names: { 'zh-CN': '维修技术', 'en-US': 'Repair skill' } },
  { id: 'charges', names: { 'zh-CN': '收费', 'en-US': 'Charges' } },
  { id: 'parts', names: { 'zh-CN': '配件', 'en-US': 'Parts' } },
  { id: 'waiting-time', names: { 'zh-CN': '等待时间', 'en-US': 'Waiting time' } },
  { id: 'broken-promise', names: { 'zh-CN': '承诺未兑现', 'en-US': 'Broken promise' } },
  { id: 'environment', names: { 'zh-CN': '环境', 'en-US': 'Environment' } },
  { id: 'product-quality', names: { 'zh-CN': '产品质量', 'en-US': 'Product quality' } },
  { id: 'other', names: { 'zh-CN': '其他', 'en-US': 'Other' } },
];
